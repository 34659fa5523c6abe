#pragma once
// FaxTiff: reads what the service wrote into a stored fax. Needs no server.

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "core/fax_tags.h"
#include "faxcom/com_object.h"
#include "faxcom/tiff_tags.h"

namespace caselli::faxcom {

// Shows the file as it was when Image was set; one that cannot be opened leaves none open.
// core/fax_tags.h says in which tag each value stands.
class FaxTiff final : public ComObject<IFaxTiff> {
 public:
  FaxTiff() : ComObject("FaxTiff") {}

  HRESULT STDMETHODCALLTYPE get_ReceiveTime(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Image(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_Image(BSTR value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_RecipientName(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_SenderName(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Routing(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_CallerId(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Csid(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Tsid(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_RecipientNumber(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_RawReceiveTime(VARIANT* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_TiffTagString(int tag, BSTR* value) noexcept override;

 private:
  struct Contents {
    std::string image;
    TiffTags tags;
    FaxTags known;
  };
  ~FaxTiff() override = default;
  ComStatus open(const std::string& image);
  std::shared_ptr<const Contents> contents() const;
  // Runs `body` with the contents, E_FAIL before there are any.
  template <class Out, class Body>
  HRESULT reading(Out* out, Body&& body) const noexcept;
  HRESULT text(BSTR* out, std::string FaxTags::*member) const noexcept;

  mutable std::mutex mutex_;
  std::shared_ptr<const Contents> contents_;
};

}  // namespace caselli::faxcom

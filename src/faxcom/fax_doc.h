#pragma once
// FaxDoc: an outgoing document. Local data until Send, which queues it; each Send queues
// another fax.

#include <memory>
#include <mutex>
#include <string>

#include "faxcom/com_object.h"
#include "faxcom/document_fields.h"
#include "faxcom/server_link.h"
#include "faxcom/short_lock.h"

namespace caselli::faxcom {

class FaxDoc final : public ComObject<IFaxDoc> {
 public:
  // Documents may be made before Connect: `link` is asked for a connection at Send.
  FaxDoc(std::shared_ptr<ServerLink> link, std::string file);

#define CASELLI_TEXT(Name)                                                                                        \
  HRESULT STDMETHODCALLTYPE get_##Name(BSTR* value) noexcept override { return read(value, DocumentText::Name); } \
  HRESULT STDMETHODCALLTYPE put_##Name(BSTR value) noexcept override { return write(DocumentText::Name, value); }
  CASELLI_DOCUMENT_TEXTS(CASELLI_TEXT)
#undef CASELLI_TEXT
#define CASELLI_FLAG(Name)                                                                                        \
  HRESULT STDMETHODCALLTYPE get_##Name(BOOL* value) noexcept override { return read(value, DocumentFlag::Name); } \
  HRESULT STDMETHODCALLTYPE put_##Name(BOOL value) noexcept override { return write(DocumentFlag::Name, value); }
  CASELLI_DOCUMENT_FLAGS(CASELLI_FLAG)
#undef CASELLI_FLAG

  // Gives the number of the job. The server has the whole document when it returns.
  HRESULT STDMETHODCALLTYPE Send(LONG* job) noexcept override;

  // Not supported, as documented.
  HRESULT STDMETHODCALLTYPE putref_ConnectionObject(IDispatch* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_CallHandle(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_CallHandle(LONG value) noexcept override;

 private:
  HRESULT read(BSTR* out, DocumentText which) const noexcept;
  HRESULT write(DocumentText which, BSTR value) noexcept;
  HRESULT read(BOOL* out, DocumentFlag which) const noexcept;
  HRESULT write(DocumentFlag which, BOOL value) noexcept;
  DocumentFields fields() const;

  const std::shared_ptr<ServerLink> link_;
  mutable ShortLock mutex_;
  DocumentFields fields_;
};

}  // namespace caselli::faxcom

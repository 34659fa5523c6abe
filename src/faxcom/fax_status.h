#pragma once
// FaxStatus: what a port was doing when the object was made or last refreshed. Reading its
// nineteen properties is reading one instant; nothing changes by itself.

#include <memory>
#include <mutex>

#include "faxcom/com_object.h"
#include "faxcom/connection.h"
#include "faxcom/short_lock.h"

namespace caselli::faxcom {

class FaxStatus final : public ComObject<IFaxStatus> {
 public:
  // `snapshot` is not null; it counts as taken now.
  FaxStatus(std::shared_ptr<Connection> connection, Snapshot snapshot);

  HRESULT STDMETHODCALLTYPE get_CallerId(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Csid(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_CurrentPage(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_DeviceId(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_DeviceName(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_DocumentName(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Send(BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Receive(BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Address(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_RoutingString(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_SenderName(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_RecipientName(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_DocumentSize(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Description(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_PageCount(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Tsid(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_StartTime(DATE* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_SubmittedTime(DATE* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_ElapsedTime(DATE* value) noexcept override;
  // One conditional request. When it fails the former snapshot stays.
  HRESULT STDMETHODCALLTYPE Refresh() noexcept override;

 private:
  // State, BitRate, Percent ... in fax_status_late.cpp.
  std::span<const Member> late_members() const noexcept override;
  template <std::size_t field>
  static HRESULT read_late(IDispatch* object, VARIANT*, VARIANT* value);
  template <class Out, class Take>
  HRESULT read(Out* out, Take take) const noexcept;

  const std::shared_ptr<Connection> connection_;
  const PortId port_;
  std::mutex refreshing_;  // one request at a time, so that no older answer comes last
  mutable ShortLock mutex_;
  Snapshot snapshot_;  // never null
  Instant taken_at_;
};

}  // namespace caselli::faxcom

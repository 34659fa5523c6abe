#pragma once
// FaxPort: identity and settings of one port, and the door to its status and routing.
// Values are as they were when the object was made; setters go to the server.

#include <memory>
#include <mutex>

#include "faxcom/com_object.h"
#include "faxcom/connection.h"
#include "faxcom/short_lock.h"

namespace caselli::faxcom {

class FaxPort final : public ComObject<IFaxPort> {
 public:
  FaxPort(std::shared_ptr<Connection> connection, PortSettings settings);

  HRESULT STDMETHODCALLTYPE get_Name(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_DeviceId(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Rings(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_Rings(LONG value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Csid(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_Csid(BSTR value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Tsid(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_Tsid(BSTR value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Send(BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_Send(BOOL value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Receive(BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_Receive(BOOL value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Priority(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_Priority(LONG value) noexcept override;
  HRESULT STDMETHODCALLTYPE GetRoutingMethods(VARIANT* methods) noexcept override;
  HRESULT STDMETHODCALLTYPE get_CanModify(BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE GetStatus(VARIANT* status) noexcept override;

 private:
  template <class Out, class Take>
  HRESULT read(Out* out, Take take) const noexcept;
  template <class Fill>
  HRESULT write(Fill fill) noexcept;

  const std::shared_ptr<Connection> connection_;
  const PortId port_;
  std::mutex writing_;  // one setter at a time, so that the last answer is the newest
  mutable ShortLock mutex_;
  PortSettings settings_;
};

}  // namespace caselli::faxcom

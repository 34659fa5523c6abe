#pragma once
// FaxRoutingMethods, FaxRoutingMethod: what happens to faxes received on a port.

#include <atomic>
#include <string>

#include "faxcom/collection.h"

namespace caselli::faxcom {

class FaxRoutingMethods final : public Collection<IFaxRoutingMethods, RoutingMethod> {
 public:
  FaxRoutingMethods(std::shared_ptr<Connection> connection, const PortSettings& port);

 private:
  ComStatus make_item(const RoutingMethod& method, VARIANT* item) const override;

  const PortId port_;
  const std::string port_name_;
};

// Values are as they were when the collection was made; setting Enable goes to the server.
class FaxRoutingMethod final : public ComObject<IFaxRoutingMethod> {
 public:
  FaxRoutingMethod(std::shared_ptr<Connection> connection, PortId port, std::string port_name, RoutingMethod method);

  HRESULT STDMETHODCALLTYPE get_DeviceId(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Enable(BOOL* value) noexcept override;
  HRESULT STDMETHODCALLTYPE put_Enable(BOOL value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_DeviceName(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Guid(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_FunctionName(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_ImageName(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_FriendlyName(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_ExtensionName(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_RoutingData(BSTR* value) noexcept override;

 private:
  HRESULT text(BSTR* out, const std::string& value) const noexcept;

  const std::shared_ptr<Connection> connection_;
  const PortId port_;
  const std::string port_name_;
  const RoutingMethod method_;
  std::atomic<bool> enabled_;
};

}  // namespace caselli::faxcom

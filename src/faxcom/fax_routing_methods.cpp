#include "faxcom/fax_routing_methods.h"

namespace caselli::faxcom {

FaxRoutingMethods::FaxRoutingMethods(std::shared_ptr<Connection> connection, const PortSettings& port)
    : Collection("FaxRoutingMethods", std::move(connection), port.routing_methods),
      port_(port.port),
      port_name_(port.name) {}

ComStatus FaxRoutingMethods::make_item(const RoutingMethod& method, VARIANT* item) const {
  assign(item, make_com<FaxRoutingMethod>(connection(), port_, port_name_, method));
  return Done{};
}

FaxRoutingMethod::FaxRoutingMethod(std::shared_ptr<Connection> connection, PortId port, std::string port_name,
                                   RoutingMethod method)
    : ComObject("FaxRoutingMethod"),
      connection_(std::move(connection)),
      port_(port),
      port_name_(std::move(port_name)),
      method_(std::move(method)),
      enabled_(method_.enabled) {}

HRESULT FaxRoutingMethod::text(BSTR* out, const std::string& value) const noexcept {
  return giving(out, [&]() -> ComStatus {
    assign(out, value);
    return Done{};
  });
}

HRESULT FaxRoutingMethod::get_DeviceId(LONG* value) noexcept {
  return giving(value, [&]() -> ComStatus {
    assign(value, port_.value);
    return Done{};
  });
}

HRESULT FaxRoutingMethod::get_Enable(BOOL* value) noexcept {
  return giving(value, [&]() -> ComStatus {
    assign(value, enabled_.load());
    return Done{};
  });
}

HRESULT FaxRoutingMethod::put_Enable(BOOL value) noexcept {
  return method([&] {
    return connection_->ask([&](FaxService& service) -> ComStatus {
      PortSettingsPatch patch;
      patch.routing_methods[method_.guid] = value != 0;
      const auto settings = service.set_port(port_, patch);
      if (!settings) return settings.error();
      enabled_ = value != 0;
      return Done{};
    });
  });
}

HRESULT FaxRoutingMethod::get_DeviceName(BSTR* value) noexcept { return text(value, port_name_); }
HRESULT FaxRoutingMethod::get_Guid(BSTR* value) noexcept { return text(value, method_.guid); }
HRESULT FaxRoutingMethod::get_FunctionName(BSTR* value) noexcept { return text(value, method_.function); }
HRESULT FaxRoutingMethod::get_ImageName(BSTR* value) noexcept { return text(value, method_.image); }
HRESULT FaxRoutingMethod::get_FriendlyName(BSTR* value) noexcept { return text(value, method_.name); }
HRESULT FaxRoutingMethod::get_ExtensionName(BSTR* value) noexcept { return text(value, method_.extension); }
HRESULT FaxRoutingMethod::get_RoutingData(BSTR* value) noexcept { return text(value, method_.data); }

}  // namespace caselli::faxcom

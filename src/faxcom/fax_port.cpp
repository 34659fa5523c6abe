#include "faxcom/fax_port.h"

#include "base/text.h"
#include "faxcom/fax_routing_methods.h"
#include "faxcom/fax_status.h"

namespace caselli::faxcom {
namespace {

// T.30 gives identities 20 characters; others are removed without an error, as documented.
std::string identity_of(BSTR value) { return printable_ascii(text_of(value), 20); }

}  // namespace

FaxPort::FaxPort(std::shared_ptr<Connection> connection, PortSettings settings)
    : ComObject("FaxPort"), connection_(std::move(connection)), port_(settings.port), settings_(std::move(settings)) {}

template <class Out, class Take>
HRESULT FaxPort::read(Out* out, Take take) const noexcept {
  return giving(out, [&]() -> ComStatus {
    const std::lock_guard lock(mutex_);
    assign(out, take(settings_));
    return Done{};
  });
}

template <class Fill>
HRESULT FaxPort::write(Fill fill) noexcept {
  return method([&] {
    const std::lock_guard one_at_a_time(writing_);
    return connection_->ask([&](FaxService& service) -> ComStatus {
      PortSettingsPatch patch;
      fill(patch);
      auto settings = service.set_port(port_, patch);
      if (!settings) return settings.error();
      const std::lock_guard lock(mutex_);
      settings_ = std::move(*settings);
      return Done{};
    });
  });
}

HRESULT FaxPort::get_Name(BSTR* value) noexcept {
  return read(value, [](const PortSettings& port) { return std::string_view(port.name); });
}
HRESULT FaxPort::get_DeviceId(LONG* value) noexcept {
  return read(value, [](const PortSettings& port) { return port.port.value; });
}
HRESULT FaxPort::get_Rings(LONG* value) noexcept {
  return read(value, [](const PortSettings& port) { return port.rings; });
}
HRESULT FaxPort::put_Rings(LONG value) noexcept {
  return write([&](PortSettingsPatch& patch) { patch.rings = static_cast<int>(value); });
}
HRESULT FaxPort::get_Csid(BSTR* value) noexcept {
  return read(value, [](const PortSettings& port) { return std::string_view(port.csid); });
}
HRESULT FaxPort::put_Csid(BSTR value) noexcept {
  return write([&](PortSettingsPatch& patch) { patch.csid = identity_of(value); });
}
HRESULT FaxPort::get_Tsid(BSTR* value) noexcept {
  return read(value, [](const PortSettings& port) { return std::string_view(port.tsid); });
}
HRESULT FaxPort::put_Tsid(BSTR value) noexcept {
  return write([&](PortSettingsPatch& patch) { patch.tsid = identity_of(value); });
}
HRESULT FaxPort::get_Send(BOOL* value) noexcept {
  return read(value, [](const PortSettings& port) { return port.send; });
}
HRESULT FaxPort::put_Send(BOOL value) noexcept {
  return write([&](PortSettingsPatch& patch) { patch.send = value != 0; });
}
HRESULT FaxPort::get_Receive(BOOL* value) noexcept {
  return read(value, [](const PortSettings& port) { return port.receive; });
}
HRESULT FaxPort::put_Receive(BOOL value) noexcept {
  return write([&](PortSettingsPatch& patch) { patch.receive = value != 0; });
}
HRESULT FaxPort::get_Priority(LONG* value) noexcept {
  return read(value, [](const PortSettings& port) { return port.priority; });
}
HRESULT FaxPort::put_Priority(LONG value) noexcept {
  return write([&](PortSettingsPatch& patch) { patch.priority = static_cast<int>(value); });
}
HRESULT FaxPort::get_CanModify(BOOL* value) noexcept {
  return read(value, [](const PortSettings& port) { return port.can_modify; });
}

HRESULT FaxPort::GetRoutingMethods(VARIANT* methods) noexcept {
  return giving(methods, [&] {
    return connection_->ask([&](FaxService& service) -> ComStatus {
      const auto settings = service.port_settings(port_);
      if (!settings) return settings.error();
      assign(methods, make_com<FaxRoutingMethods>(connection_, *settings));
      return Done{};
    });
  });
}

HRESULT FaxPort::GetStatus(VARIANT* status) noexcept {
  return giving(status, [&] {
    return connection_->ask([&](FaxService& service) -> ComStatus {
      auto snapshot = service.port_status(port_, 0);
      if (!snapshot) return snapshot.error();
      assign(status, make_com<FaxStatus>(connection_, std::move(*snapshot)));
      return Done{};
    });
  });
}

}  // namespace caselli::faxcom

#include "faxcom/fax_status.h"

#include <algorithm>

namespace caselli::faxcom {
namespace {

// Values that mean something only in some calls, and what stands in their place otherwise.
template <class T>
using Shown = std::conditional_t<std::same_as<T, std::string>, std::string_view, T>;

template <class T>
Shown<T> shown_if(bool applies, const T& value) {
  return applies ? Shown<T>(value) : Shown<T>{};
}
template <class T>
Shown<T> while_sending(const PortStatus& port, const T& value) {
  return shown_if(port.direction == Direction::send, value);
}
template <class T>
Shown<T> while_receiving(const PortStatus& port, const T& value) {
  return shown_if(port.direction == Direction::receive, value);
}
template <class T>
Shown<T> in_a_call(const PortStatus& port, const T& value) {
  return shown_if(port.direction != Direction::none, value);
}

DATE date_or_zero(const std::optional<Instant>& instant) { return instant ? date_of(*instant) : 0.0; }

}  // namespace

FaxStatus::FaxStatus(std::shared_ptr<Connection> connection, Snapshot snapshot)
    : ComObject("FaxStatus"),
      connection_(std::move(connection)),
      port_(snapshot->port),
      snapshot_(std::move(snapshot)),
      taken_at_(connection_->now()) {}

template <class Out, class Take>
HRESULT FaxStatus::read(Out* out, Take take) const noexcept {
  return giving(out, [&]() -> ComStatus {
    const std::lock_guard lock(mutex_);
    assign(out, take(*snapshot_));
    return Done{};
  });
}

HRESULT FaxStatus::get_CallerId(BSTR* value) noexcept {
  return read(value, [](const PortStatus& port) { return while_receiving(port, port.caller_id); });
}
HRESULT FaxStatus::get_Csid(BSTR* value) noexcept {
  return read(value, [](const PortStatus& port) { return in_a_call(port, port.csid); });
}
HRESULT FaxStatus::get_CurrentPage(LONG* value) noexcept {
  return read(value, [](const PortStatus& port) { return in_a_call(port, port.page); });
}
HRESULT FaxStatus::get_DeviceId(LONG* value) noexcept {
  return read(value, [](const PortStatus& port) { return port.port.value; });
}
HRESULT FaxStatus::get_DeviceName(BSTR* value) noexcept {
  return read(value, [](const PortStatus& port) { return std::string_view(port.name); });
}
HRESULT FaxStatus::get_DocumentName(BSTR* value) noexcept {
  return read(value, [](const PortStatus& port) { return while_sending(port, port.document_name); });
}
HRESULT FaxStatus::get_Send(BOOL* value) noexcept {
  return read(value, [](const PortStatus& port) { return port.direction == Direction::send; });
}
HRESULT FaxStatus::get_Receive(BOOL* value) noexcept {
  return read(value, [](const PortStatus& port) { return port.direction == Direction::receive; });
}
HRESULT FaxStatus::get_Address(BSTR* value) noexcept {
  return read(value, [](const PortStatus& port) { return while_sending(port, port.address); });
}
HRESULT FaxStatus::get_RoutingString(BSTR* value) noexcept {
  return read(value, [](const PortStatus& port) { return while_receiving(port, port.routing); });
}
HRESULT FaxStatus::get_SenderName(BSTR* value) noexcept {
  return read(value, [](const PortStatus& port) { return while_sending(port, port.sender_name); });
}
HRESULT FaxStatus::get_RecipientName(BSTR* value) noexcept {
  return read(value, [](const PortStatus& port) { return in_a_call(port, port.recipient_name); });
}
HRESULT FaxStatus::get_DocumentSize(LONG* value) noexcept {
  return read(value, [](const PortStatus& port) { return while_sending(port, port.document_bytes); });
}
HRESULT FaxStatus::get_Description(BSTR* value) noexcept {
  return read(value, [](const PortStatus& port) { return std::string_view(port.description); });
}
HRESULT FaxStatus::get_PageCount(LONG* value) noexcept {
  return read(value, [](const PortStatus& port) { return while_sending(port, port.pages); });
}
HRESULT FaxStatus::get_Tsid(BSTR* value) noexcept {
  return read(value, [](const PortStatus& port) { return in_a_call(port, port.tsid); });
}
HRESULT FaxStatus::get_StartTime(DATE* value) noexcept {
  return read(value, [](const PortStatus& port) { return date_or_zero(port.started_at); });
}
HRESULT FaxStatus::get_SubmittedTime(DATE* value) noexcept {
  return read(value, [](const PortStatus& port) { return date_or_zero(while_sending(port, port.submitted_at)); });
}
HRESULT FaxStatus::get_ElapsedTime(DATE* value) noexcept {
  return read(value, [this](const PortStatus& port) {
    // The server's clock may be a little ahead of ours: never below nothing.
    const auto elapsed = port.started_at ? taken_at_ - *port.started_at : std::chrono::milliseconds::zero();
    return date_of(std::max(elapsed, std::chrono::milliseconds::zero()));
  });
}

HRESULT FaxStatus::Refresh() noexcept {
  return method([&] {
    const std::lock_guard one_at_a_time(refreshing_);
    return connection_->ask([&](FaxService& service) -> ComStatus {
      auto newest = service.port_status(port_, snapshot_->revision);
      if (!newest) return newest.error();
      const std::lock_guard lock(mutex_);
      if (*newest) snapshot_ = std::move(*newest);  // null: it is still the same
      taken_at_ = connection_->now();
      return Done{};
    });
  });
}

}  // namespace caselli::faxcom

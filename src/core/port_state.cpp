#include "core/port_state.h"

#include <algorithm>
#include <iterator>

namespace caselli {
namespace {

// In the order of the enum. Numbers: winfax.h; texts: those documented for
// FaxJob.DeviceStatus.
constexpr PortStateRow kPortStates[] = {
    {PortState::offline, "offline", "Offline", 0x20010000, false},
    {PortState::unavailable, "unavailable", "Unavailable", 0x20000020, false},
    {PortState::available, "available", "Available", 0x20100000, false},
    {PortState::initializing, "initializing", "Initializing", 0x20008000, true},
    {PortState::dialing, "dialing", "Dialing", 0x20000001, true},
    {PortState::ringing, "ringing", "Ringing", 0x20020000, true},
    {PortState::answered, "answered", "Answered", 0x20800000, true},
    {PortState::sending, "sending", "Sending", 0x20000002, true},
    {PortState::receiving, "receiving", "Receiving", 0x20000004, true},
    {PortState::completed, "completed", "Completed", 0x20000008, true},
    {PortState::aborting, "aborting", "Aborting", 0x20200000, true},
    {PortState::routing, "routing", "Routing", 0x20400000, true},
    {PortState::busy, "busy", "Busy", 0x20000040, true},
    {PortState::no_answer, "no_answer", "No Answer", 0x20000080, true},
    {PortState::bad_address, "bad_address", "Bad Address", 0x20000100, true},
    {PortState::no_dial_tone, "no_dial_tone", "No Dial Tone", 0x20000200, true},
    {PortState::disconnected, "disconnected", "Disconnected", 0x20000400, true},
    {PortState::fatal_error, "fatal_error", "Fatal Error", 0x20000800, true},
    {PortState::not_fax_call, "not_fax_call", "Not a Fax Call", 0x20001000, true},
    {PortState::call_delayed, "call_delayed", "Call Delayed", 0x20002000, true},
    {PortState::call_blacklisted, "call_blacklisted", "Call Blacklisted", 0x20004000, true},
    {PortState::handled, "handled", "Handled", 0x20000010, true},
};
static_assert(std::size(kPortStates) == static_cast<std::size_t>(PortState::handled) + 1);

}  // namespace

const PortStateRow& row_of(PortState state) { return kPortStates[static_cast<std::size_t>(state)]; }

std::optional<PortState> parse_port_state(std::string_view name) {
  const auto row = std::ranges::find(kPortStates, name, &PortStateRow::name);
  if (row == std::end(kPortStates)) return {};
  return row->state;
}

}  // namespace caselli

#pragma once
// The states of a port, with the words and numbers FaxCom documents for them
// (winfax.h FPS_..., shared English texts of FaxJob.DeviceStatus).

#include <cstdint>
#include <optional>
#include <string_view>

namespace caselli {

enum class PortState {
  offline,
  unavailable,
  available,
  initializing,
  dialing,
  ringing,
  answered,
  sending,
  receiving,
  completed,
  aborting,
  routing,
  busy,
  no_answer,
  bad_address,
  no_dial_tone,
  disconnected,
  fatal_error,
  not_fax_call,
  call_delayed,
  call_blacklisted,
  handled,
};

struct PortStateRow {
  PortState state;
  std::string_view name;         // JSON: no_answer
  std::string_view description;  // English text: No Answer
  std::uint32_t fps;             // FPS_ number
  bool in_call;                  // a call is being made, held or ended
};

const PortStateRow& row_of(PortState state);
std::optional<PortState> parse_port_state(std::string_view name);

}  // namespace caselli

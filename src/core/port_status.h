#pragma once
// What one port is doing at one instant. Readers hold a snapshot, never the port.
// Meaning, unit and JSON name of each field: core/port_fields.h.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/ids.h"
#include "core/media.h"
#include "core/port_state.h"

namespace caselli {

using Revision = std::uint64_t;

struct PortStatus {
  PortId port;
  std::string name;
  std::string line;
  PortState state = PortState::available;
  std::string description = "Available";  // the state's text; an offline line adds its reason
  Instant since{};
  Direction direction = Direction::none;
  std::optional<JobId> job;
  int attempt = 0;
  std::string address;
  std::string caller_id;
  std::string routing;
  std::string tsid;
  std::string csid;
  std::string sender_name;
  std::string recipient_name;
  std::string document_name;
  std::int64_t document_bytes = 0;
  std::optional<Instant> submitted_at;
  std::optional<Instant> started_at;
  int page = 0;
  int pages = 0;
  int pages_done = 0;
  std::int64_t page_bytes = 0;
  std::int64_t page_bytes_total = 0;
  std::optional<double> percent;
  std::optional<double> eta_seconds;
  Transport transport = Transport::none;
  std::string modem;
  int bit_rate = 0;
  bool ecm = false;
  std::string compression;
  std::string resolution;
  int page_width = 0;
  int bad_rows = 0;
  int ppr = 0;
  int rtn = 0;
  int ftt = 0;
  int dcs_attempts = 0;
  int packets_lost = 0;
  int packets_recovered = 0;
  double jitter_ms = 0;
  std::string remote_country;
  std::string remote_vendor;
  std::string remote_model;
  std::string last_frame;
  Revision revision = 0;  // set by the StatusBoard; not compared when asking what changed

  bool operator==(const PortStatus&) const = default;
};

using Snapshot = std::shared_ptr<const PortStatus>;

}  // namespace caselli

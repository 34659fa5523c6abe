#pragma once
// What a server finds when it looks at itself: GET /v1/checks, `caselli doctor`.

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "app/settings.h"
#include "deliver/outbox.h"
#include "line/line.h"
#include "line/sip/sip_line.h"
#include "service/fax_service.h"

namespace caselli {

// All of it outlives the look.
struct CheckedServer {
  const std::vector<LineSettings>& settings;
  const std::vector<std::shared_ptr<Line>>& lines;  // in the same order
  const SipLines* sip;                              // null: there is no SIP line
  const std::filesystem::path& data;
  ServerSettings server;
  const Outbox& outbox;
};

// In the order a person reads them: lines first. Asks name servers and binds ports for a
// moment. Thread: any; waits.
std::vector<Finding> check_server(const CheckedServer& server);

// Copies of faxes in other folders: those that wait, and whether the archive can take more.
// Nothing: none wait, and there is no archive. Writes a file for a moment.
std::optional<Finding> copies_finding(const ServerSettings& settings, const Outbox::State& state);

// Room for faxes. Pure.
Finding disk_finding(std::uint64_t free_bytes, const std::string& folder);

}  // namespace caselli

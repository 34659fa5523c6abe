#pragma once
// What a server finds when it looks at itself: GET /v1/checks, `caselli doctor`.

#include <filesystem>
#include <memory>
#include <vector>

#include "app/settings.h"
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
};

// In the order a person reads them: lines first. Asks name servers and binds ports for a
// moment. Thread: any; waits.
std::vector<Finding> check_server(const CheckedServer& server);

// Room for faxes. Pure.
Finding disk_finding(std::uint64_t free_bytes, const std::string& folder);

}  // namespace caselli

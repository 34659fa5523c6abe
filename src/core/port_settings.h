#pragma once
// What can be set on a port (REST PATCH /v1/ports/{id}, FaxCom IFaxPort), and on the
// server (PATCH /v1/server, IFaxServer).

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"

namespace caselli {

struct RoutingMethod {
  std::string guid;  // the only unique key
  std::string name, function, image, extension, data;
  bool enabled = false;
  bool operator==(const RoutingMethod&) const = default;
};

struct PortSettings {
  PortId port;
  std::string name;
  std::string line;
  std::string tsid;  // at most 20 printable ASCII characters; others are removed
  std::string csid;
  bool send = true;
  bool receive = true;
  int rings = 2;           // 0-99
  int priority = 1;        // 1 is the best; the others are renumbered to fit
  bool can_modify = true;  // for the caller's token
  std::vector<RoutingMethod> routing_methods;
  bool operator==(const PortSettings&) const = default;
};

// Only what is given is changed.
struct PortSettingsPatch {
  std::optional<std::string> name, tsid, csid;
  std::optional<bool> send, receive;
  std::optional<int> rings, priority;
  std::map<std::string, bool> routing_methods;  // guid -> enabled
};

// Settings of the whole server, shared with FaxCom's FaxServer object.
struct ServerSettings {
  int retries = 2;       // further tries after the first
  int retry_delay = -1;  // minutes between tries; 0: at once; -1: as the outcome asks
  int dirty_days = 30;   // an unsent job is given up after so many days; -1 never
  bool branding = true;  // header line at the top of sent pages
  bool use_device_tsid = false;
  bool server_coverpage = false;
  bool pause_server_queue = false;
  bool archive_outbound_faxes = false;
  std::string archive_directory;
  std::string server_mapi_profile;
  int discount_start_hour = 20, discount_start_minute = 0;  // local time
  int discount_end_hour = 7, discount_end_minute = 0;
  bool operator==(const ServerSettings&) const = default;
};

// Only what is given is changed.
struct ServerSettingsPatch {
  std::optional<int> retries, retry_delay, dirty_days;
  std::optional<bool> branding, use_device_tsid, server_coverpage, pause_server_queue, archive_outbound_faxes;
  std::optional<std::string> archive_directory, server_mapi_profile;
  std::optional<int> discount_start_hour, discount_start_minute, discount_end_hour, discount_end_minute;
};

}  // namespace caselli

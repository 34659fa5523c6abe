#pragma once
// The tables `trace`, `idempotency`, `method`, `server_settings` and `port_settings`.

#include <optional>
#include <string>
#include <vector>

#include "core/fax_result.h"
#include "core/method_memory.h"
#include "core/port_settings.h"
#include "store/sqlite/database.h"

namespace caselli::sqlite {

// Each over one connection; functions throw SqlFailure.
class TraceTable {
 public:
  explicit TraceTable(Database& database);
  void append(JobId job, int attempt, const std::vector<TraceEntry>& entries);
  std::vector<TraceEntry> of(JobId job, int attempt);

 private:
  Statement last_, insert_, of_;
};

class IdempotencyTable {
 public:
  explicit IdempotencyTable(Database& database);
  std::optional<std::string> fingerprint(const std::string& key);
  void insert(const std::string& key, const std::string& fingerprint);

 private:
  Statement find_, insert_;
};

class MethodTable {
 public:
  explicit MethodTable(Database& database);
  std::vector<MethodEntry> all();
  void put(const MethodEntry& entry);
  void erase(const MethodPlace& place);

 private:
  Statement all_, put_, erase_;
};

class SettingsTable {
 public:
  explicit SettingsTable(Database& database);
  std::optional<ServerSettings> server();
  void save(const ServerSettings& settings);
  std::vector<PortSettings> ports();
  void save(const std::vector<PortSettings>& ports);

 private:
  Statement server_, save_server_, ports_, clear_ports_, save_port_;
};

}  // namespace caselli::sqlite

#include "store/sqlite/small_tables.h"

#include <fmt/format.h>

#include "store/sqlite/values.h"

namespace caselli::sqlite {
namespace {

constexpr std::tuple kTrace{
    Column{"at", &TraceEntry::at},
    Column{"way", &TraceEntry::way},
    Column{"what", &TraceEntry::what},
    Column{"detail", &TraceEntry::detail},
};
constexpr std::tuple kServer{
    Column{"retries", &ServerSettings::retries},
    Column{"retry_delay", &ServerSettings::retry_delay},
    Column{"dirty_days", &ServerSettings::dirty_days},
    Column{"branding", &ServerSettings::branding},
    Column{"use_device_tsid", &ServerSettings::use_device_tsid},
    Column{"server_coverpage", &ServerSettings::server_coverpage},
    Column{"pause_server_queue", &ServerSettings::pause_server_queue},
    Column{"archive_outbound_faxes", &ServerSettings::archive_outbound_faxes},
    Column{"archive_directory", &ServerSettings::archive_directory},
    Column{"server_mapi_profile", &ServerSettings::server_mapi_profile},
    Column{"discount_start_hour", &ServerSettings::discount_start_hour},
    Column{"discount_start_minute", &ServerSettings::discount_start_minute},
    Column{"discount_end_hour", &ServerSettings::discount_end_hour},
    Column{"discount_end_minute", &ServerSettings::discount_end_minute},
};
constexpr std::tuple kPort{
    Column{"port", &PortSettings::port},
    Column{"name", &PortSettings::name},
    Column{"line", &PortSettings::line},
    Column{"tsid", &PortSettings::tsid},
    Column{"csid", &PortSettings::csid},
    Column{"send", &PortSettings::send},
    Column{"receive", &PortSettings::receive},
    Column{"rings", &PortSettings::rings},
    Column{"priority", &PortSettings::priority},
    Column{"can_modify", &PortSettings::can_modify},
    Column{"routing_methods", &PortSettings::routing_methods},
};

}  // namespace

TraceTable::TraceTable(Database& database)
    : last_(database, "SELECT max(seq) FROM trace WHERE job = ? AND attempt = ?"),
      insert_(database, fmt::format("INSERT INTO trace (job, attempt, seq, {}) VALUES (?, ?, ?, {})", names_of(kTrace),
                                    marks_of(kTrace))),
      of_(database, fmt::format("SELECT {} FROM trace WHERE job = ? AND attempt = ? ORDER BY seq", names_of(kTrace))) {}

void TraceTable::append(JobId job, int attempt, const std::vector<TraceEntry>& entries) {
  std::int64_t seq = 0;
  {
    auto run = last_.run(job, attempt);
    if (run.step() && !run.is_null()) seq = run.integer() + 1;
  }
  for (const auto& entry : entries) {
    auto run = insert_.run(job, attempt, seq++);
    put_columns(run, kTrace, entry);
    run.finish();
  }
}

std::vector<TraceEntry> TraceTable::of(JobId job, int attempt) {
  std::vector<TraceEntry> entries;
  auto run = of_.run(job, attempt);
  while (run.step()) take_columns(run, kTrace, entries.emplace_back());
  return entries;
}

IdempotencyTable::IdempotencyTable(Database& database)
    : find_(database, "SELECT fingerprint FROM idempotency WHERE key = ?"),
      insert_(database, "INSERT INTO idempotency (key, fingerprint) VALUES (?, ?)") {}

std::optional<std::string> IdempotencyTable::fingerprint(const std::string& key) {
  auto run = find_.run(key);
  if (!run.step()) return {};
  return run.text();
}

void IdempotencyTable::insert(const std::string& key, const std::string& fingerprint) {
  insert_.run(key, fingerprint).finish();
}

MethodTable::MethodTable(Database& database)
    : all_(database, "SELECT line, number, first, learned FROM method"),
      put_(database, "INSERT OR REPLACE INTO method (line, number, first, learned) VALUES (?, ?, ?, ?)"),
      erase_(database, "DELETE FROM method WHERE line = ? AND number = ?") {}

std::vector<MethodEntry> MethodTable::all() {
  std::vector<MethodEntry> entries;
  auto run = all_.run();
  while (run.step()) {
    auto& entry = entries.emplace_back();
    take(run, entry.place.line);
    take(run, entry.place.number);
    take(run, entry.first);
    take(run, entry.learned);
  }
  return entries;
}

void MethodTable::put(const MethodEntry& entry) {
  put_.run(entry.place.line, entry.place.number, entry.first, entry.learned).finish();
}

void MethodTable::erase(const MethodPlace& place) { erase_.run(place.line, place.number).finish(); }

SettingsTable::SettingsTable(Database& database)
    : server_(database, fmt::format("SELECT {} FROM server_settings", names_of(kServer))),
      save_server_(database, fmt::format("INSERT OR REPLACE INTO server_settings (one, {}) VALUES (1, {})",
                                         names_of(kServer), marks_of(kServer))),
      ports_(database, fmt::format("SELECT {} FROM port_settings ORDER BY seq", names_of(kPort))),
      clear_ports_(database, "DELETE FROM port_settings"),
      save_port_(database,
                 fmt::format("INSERT INTO port_settings ({}) VALUES ({})", names_of(kPort), marks_of(kPort))) {}

std::optional<ServerSettings> SettingsTable::server() {
  Run run{server_};
  if (!run.step()) return {};
  ServerSettings settings;
  take_columns(run, kServer, settings);
  return settings;
}

void SettingsTable::save(const ServerSettings& settings) {
  Run run{save_server_};
  put_columns(run, kServer, settings);
  run.finish();
}

std::vector<PortSettings> SettingsTable::ports() {
  std::vector<PortSettings> ports;
  Run run{ports_};
  while (run.step()) take_columns(run, kPort, ports.emplace_back());
  return ports;
}

void SettingsTable::save(const std::vector<PortSettings>& ports) {
  clear_ports_.run().finish();
  for (const auto& port : ports) {
    Run run{save_port_};
    put_columns(run, kPort, port);
    run.finish();
  }
}

}  // namespace caselli::sqlite

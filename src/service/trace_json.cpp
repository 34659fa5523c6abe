// The T.30 and signalling ladder of each attempt (GET /v1/faxes/{id}/trace):
// {"attempts": [{"attempt": 1, "entries": [{"at", "way", "what", "detail"}]}]}.

#include "service/json_members.h"
#include "service/service_json.h"

namespace caselli {
namespace {

constexpr std::tuple kEntryMembers{Member{"what", &TraceEntry::what}, Member{"detail", &TraceEntry::detail}};
constexpr std::string_view kWays = "><.";

Json to_json(const TraceEntry& entry) {
  Json json = Json::object();
  json["at"] = Codec<Instant>::write(entry.at);
  json["way"] = std::string(1, entry.way);
  write_all(kEntryMembers, entry, json);
  return json;
}

Result<TraceEntry> entry_from_json(const Json& json, std::string path) {
  TraceEntry entry;
  MemberReader reader{json, Reading::lenient, std::move(path)};
  reader.read("at", entry.at);
  std::string way{entry.way};
  reader.read("way", way);
  if (way.size() != 1 || kWays.find(way[0]) == std::string_view::npos)
    reader.fail_type("way", "\">\", \"<\" or \".\"", way);
  else
    entry.way = way[0];
  reader.read_all(kEntryMembers, entry);
  if (auto good = reader.finish(); !good) return good.error();
  return entry;
}

Result<AttemptTrace> attempt_trace_from_json(const Json& json, std::string path) {
  AttemptTrace trace;
  MemberReader reader{json, Reading::lenient, std::move(path)};
  reader.read("attempt", trace.attempt);
  reader.read_list("entries", trace.entries, entry_from_json);
  if (auto good = reader.finish(); !good) return good.error();
  return trace;
}

}  // namespace

Json to_json(const std::vector<AttemptTrace>& traces) {
  Json attempts = Json::array();
  for (const auto& trace : traces) {
    Json entries = Json::array();
    for (const auto& entry : trace.entries) entries.push_back(to_json(entry));
    attempts.push_back({{"attempt", trace.attempt}, {"entries", std::move(entries)}});
  }
  Json json = Json::object();
  json["attempts"] = std::move(attempts);
  return json;
}

Result<std::vector<AttemptTrace>> trace_from_json(const Json& json) {
  std::vector<AttemptTrace> traces;
  MemberReader reader{json, Reading::lenient};
  reader.read_list("attempts", traces, attempt_trace_from_json);
  if (auto good = reader.finish(); !good) return good.error();
  return traces;
}

}  // namespace caselli

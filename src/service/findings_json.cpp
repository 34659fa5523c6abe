// What a server finds when it looks at itself (GET /v1/checks):
// {"checks": [{"name", "health", "text", "advice"}]}.

#include <algorithm>
#include <array>

#include "service/json_members.h"
#include "service/service_json.h"

namespace caselli {
namespace {

constexpr std::array<std::string_view, 4> kHealths{"good", "warning", "bad", "not_seen"};  // in the order of the enum
static_assert(kHealths.size() == static_cast<std::size_t>(Health::not_seen) + 1);

constexpr std::tuple kFindingMembers{Member{"text", &Finding::text}, Member{"advice", &Finding::advice}};

Result<Finding> finding_from_json(const Json& json, std::string path) {
  Finding finding;
  MemberReader reader{json, Reading::lenient, std::move(path)};
  std::string health{name_of(Health::not_seen)};
  reader.read("name", finding.name);
  reader.read("health", health);
  reader.read_all(kFindingMembers, finding);
  if (auto good = reader.finish(); !good) return good.error();
  const auto known = std::ranges::find(kHealths, health);
  finding.health = known == kHealths.end() ? Health::not_seen : static_cast<Health>(known - kHealths.begin());
  return finding;
}

}  // namespace

std::string_view name_of(Health health) { return kHealths[static_cast<std::size_t>(health)]; }

Json to_json(const std::vector<Finding>& findings) {
  Json checks = Json::array();
  for (const auto& finding : findings) {
    Json json = Json::object();
    json["name"] = finding.name;
    json["health"] = name_of(finding.health);
    write_all(kFindingMembers, finding, json);
    checks.push_back(std::move(json));
  }
  Json json = Json::object();
  json["checks"] = std::move(checks);
  return json;
}

Result<std::vector<Finding>> findings_from_json(const Json& json) {
  std::vector<Finding> findings;
  MemberReader reader{json, Reading::lenient};
  reader.read_list("checks", findings, finding_from_json);
  if (auto good = reader.finish(); !good) return good.error();
  return findings;
}

}  // namespace caselli

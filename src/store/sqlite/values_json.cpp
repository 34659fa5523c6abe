#include "base/json.h"
#include "store/sqlite/values.h"

namespace caselli::sqlite {
namespace {

Json parsed(Run& run) {
  const auto text = run.text();
  auto json = parse_json(text);
  if (!json) run.fail_value(text);
  return *std::move(json);
}

// Members that are missing or of another kind count as empty: an older row.
std::string text_in(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

}  // namespace

std::string json_column(const std::map<std::string, std::string>& value) {
  Json object = Json::object();
  for (const auto& [name, text] : value) object[name] = text;
  return to_text(object);
}

void parse_json_column(Run& run, std::map<std::string, std::string>& value) {
  value.clear();
  const Json object = parsed(run);
  for (const auto& [name, text] : object.items())
    if (text.is_string()) value[name] = text.get<std::string>();
}

std::string json_column(const std::vector<std::string>& value) { return to_text(Json(value)); }

void parse_json_column(Run& run, std::vector<std::string>& value) {
  value.clear();
  const Json list = parsed(run);
  for (const auto& item : list)
    if (item.is_string()) value.push_back(item.get<std::string>());
}

std::string json_column(const std::vector<std::int64_t>& value) { return to_text(Json(value)); }

void parse_json_column(Run& run, std::vector<std::int64_t>& value) {
  value.clear();
  const Json list = parsed(run);
  for (const auto& item : list)
    if (item.is_number_integer()) value.push_back(item.get<std::int64_t>());
}

std::string json_column(const std::vector<RoutingMethod>& value) {
  Json list = Json::array();
  for (const auto& method : value)
    list.push_back({{"guid", method.guid},
                    {"name", method.name},
                    {"function", method.function},
                    {"image", method.image},
                    {"extension", method.extension},
                    {"data", method.data},
                    {"enabled", method.enabled}});
  return to_text(list);
}

void parse_json_column(Run& run, std::vector<RoutingMethod>& value) {
  value.clear();
  const Json list = parsed(run);
  for (const auto& item : list) {
    if (!item.is_object()) continue;
    const auto enabled = item.find("enabled");
    value.push_back({text_in(item, "guid"), text_in(item, "name"), text_in(item, "function"), text_in(item, "image"),
                     text_in(item, "extension"), text_in(item, "data"),
                     enabled != item.end() && enabled->is_boolean() && enabled->get<bool>()});
  }
}

}  // namespace caselli::sqlite

// The schemas of /openapi.json. Those of values come from their tables, or from the JSON
// our own writers make of an example, so that they cannot fall behind.

#include <fmt/format.h>

#include "api/openapi.h"
#include "core/error_table.h"
#include "core/outcome.h"
#include "core/port_fields.h"
#include "core/port_state.h"
#include "service/service_json.h"

namespace caselli {
namespace {

template <class Enum>
Json names(Enum last, auto name) {
  Json list = Json::array();
  for (int i = 0; i <= static_cast<int>(last); ++i) list.push_back(name(static_cast<Enum>(i)));
  return list;
}

Json port_states() {
  return names(PortState::handled, [](PortState state) { return row_of(state).name; });
}
Json directions() {
  return names(Direction::receive, [](Direction direction) { return name_of(direction); });
}
Json transports() {
  return names(Transport::t38, [](Transport transport) { return name_of(transport); });
}
Json job_states() {
  return names(JobState::received, [](JobState state) { return name_of(state); });
}

Json object_of(Json properties) { return {{"type", "object"}, {"properties", std::move(properties)}}; }
Json list_of(Json items) { return {{"type", "array"}, {"items", std::move(items)}}; }
Json text_type() { return {{"type", "string"}}; }
Json optional_text() { return {{"type", {"string", "null"}}}; }

// A row of kPortFields: `int`, `instant|null` ...
Json field_schema(std::string_view name, std::string_view type) {
  const std::size_t bar = type.find('|');
  const std::string_view base = type.substr(0, bar);
  Json schema = Json::object();
  if (base == "enum") {
    schema["enum"] = name == "state" ? port_states() : name == "direction" ? directions() : transports();
    return schema;
  }
  const std::string_view json_type = base == "int"      ? "integer"
                                     : base == "number" ? "number"
                                     : base == "bool"   ? "boolean"
                                                        : "string";
  schema["type"] = bar == std::string_view::npos ? Json(json_type) : Json{json_type, "null"};
  if (base == "instant") schema["format"] = "date-time";
  return schema;
}

Json port_status_schema() {
  Json properties = Json::object();
  Json required = Json::array();
  const auto add = [&](const auto& field) {
    Json schema = field_schema(field.name, field.type);
    schema["description"] =
        field.unit.empty() ? std::string{field.help} : fmt::format("{} ({})", field.help, field.unit);
    properties[std::string{field.name}] = std::move(schema);
    required.push_back(field.name);
  };
  std::apply([&](const auto&... field) { (add(field), ...); }, kPortFields);
  Json schema = object_of(std::move(properties));
  schema["required"] = std::move(required);
  return schema;
}

// What an example shows: the types of its members. Null stands for a text or nothing.
Json schema_of(const Json& example) {
  if (example.is_object()) {
    Json properties = Json::object();
    for (const auto& [name, value] : example.items()) properties[name] = schema_of(value);
    return object_of(std::move(properties));
  }
  if (example.is_array()) return list_of(example.empty() ? Json::object() : schema_of(example[0]));
  if (example.is_boolean()) return {{"type", "boolean"}};
  if (example.is_number_integer()) return {{"type", "integer"}};
  if (example.is_number()) return {{"type", "number"}};
  return example.is_null() ? optional_text() : text_type();
}

Json fax_schema() {
  Job example;
  example.attempts.emplace_back().pages.emplace_back();
  Json schema = schema_of(to_json(example));
  Json& properties = schema["properties"];
  const Json outcome = {{"oneOf", {reference("Outcome"), {{"type", "null"}}}}};
  const Json optional_port = {{"type", {"integer", "null"}}};
  properties["direction"] = {{"enum", {"send", "receive"}}};
  properties["status"] = {{"enum", job_states()}};
  properties["outcome"] = outcome;
  properties["port"] = optional_port;
  properties["labels"] = {{"type", "object"}, {"additionalProperties", text_type()}};
  Json& attempt = properties["attempts"]["items"]["properties"];
  attempt["outcome"] = outcome;
  attempt["port"] = optional_port;
  for (const char* instant : {"sendAt", "submittedAt", "nextAt", "endedAt"})
    properties[instant]["format"] = "date-time";
  for (const char* instant : {"start", "end"}) attempt[instant]["format"] = "date-time";
  return schema;
}

Json new_fax_schema() {
  const Json recipient = object_of({{"to", text_type()}, {"recipientName", text_type()}});
  const Json person = {{"type", "object"}, {"additionalProperties", text_type()}};
  const Json document = {{"type", "object"},
                         {"properties",
                          {{"name", text_type()},
                           {"mediaType", text_type()},
                           {"content", {{"type", "string"}, {"contentEncoding", "base64"}}}}},
                         {"required", {"content"}}};
  Json schema = object_of({
      {"to", {{"oneOf", {text_type(), list_of({{"oneOf", {text_type(), recipient}}})}}}},
      {"recipientName", text_type()},
      {"senderName", text_type()},
      {"recipient", person},
      {"sender", person},
      {"subject", text_type()},
      {"note", text_type()},
      {"cover", text_type()},
      {"documentName", text_type()},
      {"resolution", {{"enum", names(Resolution::superfine, [](Resolution r) { return name_of(r); })}}},
      {"priority", {{"enum", names(Priority::low, [](Priority p) { return name_of(p); })}}},
      {"sendAt", {{"type", {"string", "null"}}, {"format", "date-time"}}},
      {"discount", {{"type", "boolean"}}},
      {"tsid", text_type()},
      {"billingCode", text_type()},
      {"email", text_type()},
      {"callbackUrl", text_type()},
      {"labels", {{"type", "object"}, {"additionalProperties", text_type()}}},
      {"port", {{"type", {"integer", "null"}}}},
      {"documents", list_of(document)},
  });
  schema["required"] = {"to"};
  schema["additionalProperties"] = false;
  return schema;
}

PortSettings example_port() {
  PortSettings port;
  port.port = PortId{1};
  port.routing_methods.emplace_back();
  return port;
}

Json port_patch_schema() {
  const Json method = object_of({{"guid", text_type()}, {"enabled", {{"type", "boolean"}}}});
  Json schema = schema_of(to_json(example_port()));
  for (const char* fixed : {"port", "line", "canModify"}) schema["properties"].erase(fixed);
  schema["properties"]["routingMethods"] = list_of(method);
  schema["additionalProperties"] = false;
  return schema;
}

Json server_patch_schema() {
  Json schema = schema_of(to_json(ServerSettings{}));
  schema["additionalProperties"] = false;
  return schema;
}

Json server_schema() {
  Json schema = schema_of(to_json(ServerInfo{}));
  schema["properties"]["uptimeSeconds"] = {{"type", "integer"}};
  return schema;
}

Json outcomes_schema() {
  Json choices = Json::array();
  for (int i = static_cast<int>(Outcome::none) + 1; i <= static_cast<int>(Outcome::internal_error); ++i) {
    const OutcomeRow& row = row_of(static_cast<Outcome>(i));
    choices.push_back({{"const", row.code}, {"title", row.text}, {"description", row.advice}});
  }
  return {{"type", "string"}, {"oneOf", std::move(choices)}};
}

Json checks_schema() {
  Json schema = schema_of(to_json(std::vector<Finding>{{}}));
  schema["properties"]["checks"]["items"]["properties"]["health"] = {
      {"enum", names(Health::not_seen, [](Health health) { return name_of(health); })}};
  return schema;
}

Json problem_schema() {
  Json choices = Json::array();
  for (int i = 0; i <= static_cast<int>(Errc::internal); ++i) {
    const ErrorRow& row = row_of(static_cast<Errc>(i));
    choices.push_back({{"const", row.code}, {"title", row.title}, {"description", fmt::format("Status {}", row.http)}});
  }
  for (const char* code : {"method_not_allowed", "not_acceptable"}) choices.push_back({{"const", code}});
  Json schema = object_of({{"type", text_type()},
                           {"title", text_type()},
                           {"status", {{"type", "integer"}}},
                           {"detail", text_type()},
                           {"code", {{"type", "string"}, {"oneOf", std::move(choices)}}}});
  schema["required"] = {"type", "title", "status", "detail", "code"};
  return schema;
}

}  // namespace

Json reference(std::string_view schema) { return {{"$ref", fmt::format("#/components/schemas/{}", schema)}}; }

Json openapi_schemas() {
  const Json page = object_of({{"items", list_of(reference("Fax"))}, {"next", optional_text()}});
  return {
      {"PortStatus", port_status_schema()},
      {"Ports",
       object_of(
           {{"boot", text_type()}, {"revision", {{"type", "integer"}}}, {"ports", list_of(reference("PortStatus"))}})},
      {"PortFields",
       list_of(
           object_of({{"name", text_type()}, {"type", text_type()}, {"unit", text_type()}, {"help", text_type()}}))},
      {"PortSettings", schema_of(to_json(example_port()))},
      {"PortSettingsPatch", port_patch_schema()},
      {"Fax", fax_schema()},
      {"Faxes", page},
      {"FaxOrFaxes", {{"oneOf", {reference("Fax"), reference("Faxes")}}}},
      {"NewFax", new_fax_schema()},
      {"Trace", schema_of(to_json(std::vector<AttemptTrace>{{1, {TraceEntry{}}}}))},
      {"Checks", checks_schema()},
      {"Server", server_schema()},
      {"ServerSettingsPatch", server_patch_schema()},
      {"Health", object_of({{"status", text_type()}})},
      {"Outcome", outcomes_schema()},
      {"Problem", problem_schema()},
  };
}

}  // namespace caselli

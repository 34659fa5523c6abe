#include "api/openapi.h"

#include <fmt/format.h>

#include "api/route.h"
#include "base/text.h"
#include "core/error_table.h"

namespace caselli {
namespace {

// The arguments in a path, and what they must look like.
Json path_parameters(std::string_view pattern) {
  Json list = Json::array();
  for (std::size_t open = pattern.find('{'); open != std::string_view::npos; open = pattern.find('{', open + 1)) {
    const std::string_view name = pattern.substr(open + 1, pattern.find('}', open) - open - 1);
    list.push_back({{"name", name},
                    {"in", "path"},
                    {"required", true},
                    {"schema", {{"type", "integer"}, {"minimum", 1}, {"maximum", 0x7FFFFFFF}}}});
  }
  return list;
}

Json content_of(std::string_view gives) {
  if (gives.find('/') == std::string_view::npos) return {{"application/json", {{"schema", reference(gives)}}}};
  Json content = Json::object();
  for (const std::string& type : split(gives, ',')) content[std::string{trimmed(type)}] = Json::object();
  return content;
}

Json request_of(const Route& route) {
  Json content = {{"application/json", {{"schema", reference(route.request)}}}};
  if (route.takes == Takes::fax) {
    const Json document = {{"type", "string"}, {"contentMediaType", "application/octet-stream"}};
    content["multipart/form-data"]["schema"] = {
        {"type", "object"},
        {"properties",
         {{"fax", reference(route.request)}, {"document", {{"type", "array"}, {"items", document}, {"minItems", 1}}}}},
        {"required", {"fax", "document"}}};
    content["multipart/form-data"]["encoding"]["fax"] = {{"contentType", "application/json"}};
  }
  return {{"required", true}, {"content", std::move(content)}};
}

Json answers_of(const Route& route) {
  Json good = {{"description", route.status == 204 ? "Done" : route.summary}};
  if (!route.gives.empty()) good["content"] = content_of(route.gives);
  Json answers = Json::object();
  answers[std::to_string(route.status)] = std::move(good);
  if (route.pattern.ends_with("/status")) answers["304"] = {{"description", "The client's revision is the newest"}};
  answers["default"] = {{"$ref", "#/components/responses/Problem"}};
  return answers;
}

Json operation_of(const Route& route) {
  Json operation = {{"summary", route.summary}};
  Json parameters = path_parameters(route.pattern);
  for (const Parameter& parameter : route.parameters)
    parameters.push_back({{"name", parameter.name},
                          {"in", parameter.in},
                          {"required", false},
                          {"description", parameter.help},
                          {"schema", {{"type", parameter.type}}}});
  if (!parameters.empty()) operation["parameters"] = std::move(parameters);
  if (!route.request.empty()) operation["requestBody"] = request_of(route);
  operation["responses"] = answers_of(route);
  if (route.right == Right::open)
    operation["security"] = Json::array();
  else
    operation["x-right"] = name_of(route.right);
  return operation;
}

}  // namespace

Json openapi_json() {
  Json paths = Json::object();
  for (const Route& route : routes())
    paths[std::string{route.pattern}][lower_ascii(route.method)] = operation_of(route);
  Json components = {
      {"schemas", openapi_schemas()},
      {"responses",
       {{"Problem",
         {{"description", "What was tried, on what, and what to do (RFC 9457)"},
          {"content", {{"application/problem+json", {{"schema", reference("Problem")}}}}}}}}},
      {"securitySchemes", {{"token", {{"type", "http"}, {"scheme", "bearer"}}}}},
  };
  return {
      {"openapi", "3.1.0"},
      {"info",
       {{"title", "Caselli"},
        {"version", CASELLI_VERSION},
        {"description", "Faxes in and out, and what every port is doing, live"},
        {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
      {"security", Json::array({Json{{"token", Json::array()}}})},
      {"paths", std::move(paths)},
      {"components", std::move(components)},
  };
}

}  // namespace caselli

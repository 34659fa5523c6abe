// /v1/ports: status, settings, release.

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "api/answers.h"
#include "api/handlers.h"
#include "base/text.h"
#include "service/service_json.h"

namespace caselli::handlers {
namespace {

// The revision a client holds by If-None-Match (RFC 9110, 13.1.2); 0: none. A list or `*`
// names no single revision: the full answer is always right.
Revision known_revision(const ApiCall& call) {
  const std::string* header = call.request.header("if-none-match");
  if (!header) return 0;
  std::string_view tag = trimmed(*header);
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  if (tag.size() >= 2 && tag.front() == '"' && tag.back() == '"') tag = tag.substr(1, tag.size() - 2);
  Revision revision = 0;
  const auto [end, bad] = std::from_chars(tag.data(), tag.data() + tag.size(), revision);
  return bad == std::errc{} && end == tag.data() + tag.size() ? revision : 0;
}

}  // namespace

Result<PortId> port_id(const ApiCall& call) {
  const std::string& text = call.arguments.front();
  if (const auto id = PortId::parse(text)) return *id;
  return Error{Errc::not_found, fmt::format("there is no port '{}': GET /v1/ports lists them", text)};
}

ApiAnswer list_ports(ApiCall& call) {
  const auto all = call.parts.service.ports();
  if (!all) return all.error();
  // Written by hand around the fast texts: a hundred ports are read often.
  std::string text = fmt::format(R"({{"boot":{},"revision":{},"ports":[)", to_text(Json(all->boot)), all->revision);
  auto ports = all->ports;
  std::ranges::sort(ports, {}, [](const Snapshot& status) { return status->port; });
  for (const auto& status : ports) {
    if (text.back() != '[') text.push_back(',');
    text.append(to_json_text(*status));
  }
  return text_answer(text.append("]}"), "application/json");
}

ApiAnswer port_status(ApiCall& call) {
  const auto id = port_id(call);
  if (!id) return id.error();
  const Revision known = known_revision(call);
  const auto status = call.parts.service.port_status(*id, known);
  if (!status) return status.error();
  const bool same = *status == nullptr;
  HttpResponse response =
      same ? HttpResponse{304, {}, nullptr} : text_answer(to_json_text(**status), "application/json");
  response.headers.emplace_back("ETag", fmt::format("\"{}\"", same ? known : (*status)->revision));
  response.headers.emplace_back("Cache-Control", "private, no-cache");  // kept, but always asked for
  return response;
}

namespace {

// Whether the port may be changed is told to each caller by its own rights.
ApiAnswer settings_answer(const ApiCall& call, Result<PortSettings> settings) {
  if (!settings) return settings.error();
  settings->can_modify = settings->can_modify && call.caller.may(Right::operate);
  return json_answer(to_json(*settings));
}

}  // namespace

ApiAnswer port_settings(ApiCall& call) {
  const auto id = port_id(call);
  if (!id) return id.error();
  return settings_answer(call, call.parts.service.port_settings(*id));
}

ApiAnswer set_port(ApiCall& call) {
  const auto id = port_id(call);
  if (!id) return id.error();
  const auto json = read_json(call.json);
  if (!json) return json.error();
  const auto patch = port_settings_patch_from_json(*json);
  if (!patch) return patch.error();
  return settings_answer(call, call.parts.service.set_port(*id, *patch));
}

ApiAnswer release_port(ApiCall& call) {
  const auto id = port_id(call);
  if (!id) return id.error();
  if (const Status released = call.parts.service.release_port(*id); !released) return released.error();
  return HttpResponse{204, {}, nullptr};
}

ApiAnswer port_fields(ApiCall&) { return json_answer(port_fields_json()); }

}  // namespace caselli::handlers

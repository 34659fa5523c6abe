// Settings of ports and of the server as JSON. Values are the receiver's to judge; here
// only names and types are.

#include "service/json_members.h"
#include "service/service_json.h"

namespace caselli {
namespace {

constexpr std::tuple kPortMembers{
    Member{"port", &PortSettings::port},         Member{"name", &PortSettings::name},
    Member{"line", &PortSettings::line},         Member{"tsid", &PortSettings::tsid},
    Member{"csid", &PortSettings::csid},         Member{"send", &PortSettings::send},
    Member{"receive", &PortSettings::receive},   Member{"rings", &PortSettings::rings},
    Member{"priority", &PortSettings::priority}, Member{"canModify", &PortSettings::can_modify},
};
constexpr std::tuple kMethodMembers{
    Member{"guid", &RoutingMethod::guid},           Member{"name", &RoutingMethod::name},
    Member{"function", &RoutingMethod::function},   Member{"image", &RoutingMethod::image},
    Member{"extension", &RoutingMethod::extension}, Member{"data", &RoutingMethod::data},
    Member{"enabled", &RoutingMethod::enabled},
};
constexpr std::tuple kPortPatch{
    Member{"name", &PortSettingsPatch::name},         Member{"tsid", &PortSettingsPatch::tsid},
    Member{"csid", &PortSettingsPatch::csid},         Member{"send", &PortSettingsPatch::send},
    Member{"receive", &PortSettingsPatch::receive},   Member{"rings", &PortSettingsPatch::rings},
    Member{"priority", &PortSettingsPatch::priority},
};

// A server setting: its place in the settings, and in a patch of them.
template <class T>
struct ServerMember {
  std::string_view name;
  T ServerSettings::*at;
  std::optional<T> ServerSettingsPatch::*patch;
};
template <class T>
ServerMember(std::string_view, T ServerSettings::*, std::optional<T> ServerSettingsPatch::*) -> ServerMember<T>;

using S = ServerSettings;
using P = ServerSettingsPatch;
constexpr std::tuple kServerMembers{
    ServerMember{"retries", &S::retries, &P::retries},
    ServerMember{"retryDelay", &S::retry_delay, &P::retry_delay},
    ServerMember{"dirtyDays", &S::dirty_days, &P::dirty_days},
    ServerMember{"branding", &S::branding, &P::branding},
    ServerMember{"useDeviceTsid", &S::use_device_tsid, &P::use_device_tsid},
    ServerMember{"serverCoverpage", &S::server_coverpage, &P::server_coverpage},
    ServerMember{"pauseServerQueue", &S::pause_server_queue, &P::pause_server_queue},
    ServerMember{"archiveOutboundFaxes", &S::archive_outbound_faxes, &P::archive_outbound_faxes},
    ServerMember{"archiveDirectory", &S::archive_directory, &P::archive_directory},
    ServerMember{"serverMapiProfile", &S::server_mapi_profile, &P::server_mapi_profile},
    ServerMember{"discountStartHour", &S::discount_start_hour, &P::discount_start_hour},
    ServerMember{"discountStartMinute", &S::discount_start_minute, &P::discount_start_minute},
    ServerMember{"discountEndHour", &S::discount_end_hour, &P::discount_end_hour},
    ServerMember{"discountEndMinute", &S::discount_end_minute, &P::discount_end_minute},
};
constexpr std::tuple kServerInfo{
    Member{"version", &ServerInfo::version},
    Member{"boot", &ServerInfo::boot},
    Member{"startedAt", &ServerInfo::started_at},
};

// In a patch null is no value: it would look like a change and be none.
template <class T>
void read_given(MemberReader& reader, std::string_view name, std::optional<T>& out) {
  T value{};
  if (!reader.find(name)) return;
  reader.read(name, value);
  out = std::move(value);
}

template <class T>
void write_given(std::string_view name, const std::optional<T>& value, Json& json) {
  if (value) json.emplace(name, Codec<T>::write(*value));
}

Result<RoutingMethod> method_from_json(const Json& json, std::string path) {
  RoutingMethod method;
  MemberReader reader{json, Reading::lenient, std::move(path)};
  reader.read_all(kMethodMembers, method);
  if (auto good = reader.finish(); !good) return good.error();
  return method;
}

// A routing method to be switched: {guid, enabled}.
Result<std::pair<std::string, bool>> switch_from_json(const Json& json, std::string path) {
  std::pair<std::string, bool> method;
  MemberReader reader{json, Reading::strict, path};
  const bool complete = reader.find("guid") && reader.find("enabled");
  reader.read("guid", method.first);
  reader.read("enabled", method.second);
  if (!complete || method.first.empty())
    reader.fail({Errc::invalid_argument, fmt::format("`{}` needs `guid` and `enabled`", path)});
  if (auto good = reader.finish(); !good) return good.error();
  return method;
}

}  // namespace

Json to_json(const PortSettings& settings) {
  Json json = Json::object();
  write_all(kPortMembers, settings, json);
  json["routingMethods"] = Json::array();
  for (const auto& method : settings.routing_methods) {
    Json one = Json::object();
    write_all(kMethodMembers, method, one);
    json["routingMethods"].push_back(std::move(one));
  }
  return json;
}

Result<PortSettings> port_settings_from_json(const Json& json) {
  PortSettings settings;
  MemberReader reader{json, Reading::lenient};
  reader.read_all(kPortMembers, settings);
  reader.read_list("routingMethods", settings.routing_methods, method_from_json);
  if (!settings.port) reader.fail({Errc::invalid_argument, "the settings of a port have no `port`"});
  if (auto good = reader.finish(); !good) return good.error();
  return settings;
}

Json to_json(const PortSettingsPatch& patch) {
  Json json = Json::object();
  std::apply([&](const auto&... row) { (write_given(row.name, patch.*row.at, json), ...); }, kPortPatch);
  for (const auto& [guid, enabled] : patch.routing_methods)
    json["routingMethods"].push_back({{"guid", guid}, {"enabled", enabled}});
  return json;
}

Result<PortSettingsPatch> port_settings_patch_from_json(const Json& json) {
  PortSettingsPatch patch;
  MemberReader reader{json, Reading::strict};
  std::apply([&](const auto&... row) { (read_given(reader, row.name, patch.*row.at), ...); }, kPortPatch);
  std::vector<std::pair<std::string, bool>> methods;
  reader.read_list("routingMethods", methods, switch_from_json);
  patch.routing_methods.insert(methods.begin(), methods.end());
  if (auto good = reader.finish(); !good) return good.error();
  return patch;
}

Json to_json(const ServerSettings& settings) {
  Json json = Json::object();
  write_all(kServerMembers, settings, json);
  return json;
}

Json to_json(const ServerSettingsPatch& patch) {
  Json json = Json::object();
  std::apply([&](const auto&... row) { (write_given(row.name, patch.*row.patch, json), ...); }, kServerMembers);
  return json;
}

Result<ServerSettingsPatch> server_settings_patch_from_json(const Json& json) {
  ServerSettingsPatch patch;
  MemberReader reader{json, Reading::strict};
  std::apply([&](const auto&... row) { (read_given(reader, row.name, patch.*row.patch), ...); }, kServerMembers);
  if (auto good = reader.finish(); !good) return good.error();
  return patch;
}

Json to_json(const ServerInfo& info) {
  Json json = Json::object();
  write_all(kServerInfo, info, json);
  write_all(kServerMembers, info.settings, json);
  return json;
}

Result<ServerInfo> server_info_from_json(const Json& json) {
  ServerInfo info;
  MemberReader reader{json, Reading::lenient};
  reader.read_all(kServerInfo, info);
  reader.read_all(kServerMembers, info.settings);
  if (auto good = reader.finish(); !good) return good.error();
  return info;
}

}  // namespace caselli

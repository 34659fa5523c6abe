// A port's status as JSON, made from kPortFields: as a value, and as text without a
// detour for the event streams, where each change of each port is written.

#include <cmath>

#include "core/port_fields.h"
#include "service/json_members.h"
#include "service/service_json.h"

namespace caselli {
namespace {

void append(std::string& out, const std::string& value) {
  const auto plain = [](unsigned char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; };
  if (std::all_of(value.begin(), value.end(), plain)) {
    out += '"';
    out += value;
    out += '"';
  } else {
    out += to_text(value);
  }
}
template <class T>
requires std::integral<T>
void append(std::string& out, T value) {
  if constexpr (std::same_as<T, bool>) {
    out += value ? "true" : "false";
  } else {
    const fmt::format_int digits{value};
    out.append(digits.data(), digits.size());
  }
}
void append(std::string& out, double value) {
  if (std::isfinite(value))
    fmt::format_to(std::back_inserter(out), "{}", value);
  else
    out += "null";
}
void append(std::string& out, Instant value) { out += '"' + rfc3339(value) + '"'; }
void append(std::string& out, PortId value) {
  if (value)
    append(out, value.value);
  else
    out += "null";
}
void append(std::string& out, JobId value) { out += '"' + value.text() + '"'; }
template <class E>
requires std::is_enum_v<E>
void append(std::string& out, E value) {
  out += '"';
  out += name_of(value);
  out += '"';
}
template <class T>
void append(std::string& out, const std::optional<T>& value) {
  if (value)
    append(out, *value);
  else
    out += "null";
}

}  // namespace

Json to_json(const PortStatus& status) {
  Json json = Json::object();
  const auto write = [&]<class T>(const Field<T>& field) {
    json.emplace(field.name, Codec<T>::write(status.*field.member));
  };
  std::apply([&](const auto&... field) { (write(field), ...); }, kPortFields);
  return json;
}

std::string to_json_text(const PortStatus& status) {
  std::string out;
  out.reserve(1536);
  const auto write = [&]<class T>(const Field<T>& field) {
    out += out.empty() ? "{\"" : ",\"";
    out += field.name;
    out += "\":";
    append(out, status.*field.member);
  };
  std::apply([&](const auto&... field) { (write(field), ...); }, kPortFields);
  out += '}';
  return out;
}

Result<PortStatus> port_status_from_json(const Json& json) {
  PortStatus status;
  MemberReader reader{json, Reading::lenient};
  const auto read = [&]<class T>(const Field<T>& field) { reader.read(field.name, status.*field.member); };
  std::apply([&](const auto&... field) { (read(field), ...); }, kPortFields);
  if (!status.port) reader.fail({Errc::invalid_argument, "the status of a port has no `port`"});
  if (auto good = reader.finish(); !good) return good.error();
  return status;
}

Json port_fields_json() {
  Json json = Json::array();
  const auto write = [&](const auto& field) {
    json.push_back({{"name", field.name}, {"type", field.type}, {"unit", field.unit}, {"help", field.help}});
  };
  std::apply([&](const auto&... field) { (write(field), ...); }, kPortFields);
  return json;
}

}  // namespace caselli

#pragma once
// How members of our values are written as JSON and read back: one codec a type, and a
// reader of objects that names the member that is wrong. Used by service/*_json.cpp only.

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/json.h"
#include "base/text.h"
#include "core/job.h"
#include "core/port_state.h"

namespace caselli {

// A row of a table: a member under its JSON name.
template <class Owner, class T>
struct Member {
  std::string_view name;
  T Owner::*at;
};
template <class Owner, class T>
Member(std::string_view, T Owner::*) -> Member<Owner, T>;

// `write` makes JSON; `read` fills `out` and returns "", or returns what was expected in
// words that follow "must be".
template <class T>
struct Codec;

// Longer texts are refused; no T.30 or cover page field comes near it.
inline constexpr std::size_t kMostText = 64 * 1024;

template <>
struct Codec<std::string> {
  static Json write(const std::string& value) { return value; }
  static std::string read(const Json& json, std::string& out) {
    if (!json.is_string()) return "a text";
    const auto& text = json.get_ref<const std::string&>();
    if (text.size() > kMostText) return fmt::format("a text of at most {} bytes", kMostText);
    if (text.find('\0') != std::string::npos) return "a text without NUL characters";
    out = text;
    return {};
  }
};

template <>
struct Codec<bool> {
  static Json write(bool value) { return value; }
  static std::string read(const Json& json, bool& out) {
    if (!json.is_boolean()) return "true or false";
    out = json.get<bool>();
    return {};
  }
};

template <class T>
requires(std::integral<T> && !std::same_as<T, bool>) struct Codec<T> {
  static Json write(T value) { return value; }
  static std::string read(const Json& json, T& out) {
    if (!json.is_number_integer()) return "an integer";
    const bool fits = json.is_number_unsigned() ? std::in_range<T>(json.get<std::uint64_t>())
                                                : std::in_range<T>(json.get<std::int64_t>());
    if (!fits)
      return fmt::format("an integer from {} to {}", std::numeric_limits<T>::min(), std::numeric_limits<T>::max());
    out = json.get<T>();
    return {};
  }
};

template <>
struct Codec<double> {
  static Json write(double value) { return value; }  // not a number: null, by the library
  static std::string read(const Json& json, double& out) {
    if (!json.is_number()) return "a number";
    out = json.get<double>();
    return {};
  }
};

template <>
struct Codec<Instant> {
  static Json write(Instant value) { return rfc3339(value); }
  static std::string read(const Json& json, Instant& out) {
    constexpr auto kExpected = "a time such as 2026-11-22T10:27:00Z (RFC 3339)";
    if (!json.is_string()) return kExpected;
    const auto instant = parse_rfc3339(json.get_ref<const std::string&>());
    if (!instant) return kExpected;
    out = *instant;
    return {};
  }
};

// A port is an int; none is null.
template <>
struct Codec<PortId> {
  static Json write(PortId value) { return value ? Json(value.value) : Json(nullptr); }
  static std::string read(const Json& json, PortId& out) {
    std::int32_t number = 0;
    if (!Codec<std::int32_t>::read(json, number).empty() || number < 1) return "a port number";
    out = PortId{number};
    return {};
  }
};

// A fax is a text of digits; none is null.
template <>
struct Codec<JobId> {
  static Json write(JobId value) { return value ? Json(value.text()) : Json(nullptr); }
  static std::string read(const Json& json, JobId& out) {
    const auto id = json.is_string() ? JobId::parse(json.get_ref<const std::string&>()) : std::nullopt;
    if (!id) return "the id of a fax, a text such as \"17\"";
    out = *id;
    return {};
  }
};

// Enums go by name. `words` are all of them, for people.
template <class E>
struct EnumNames;
template <>
struct EnumNames<Direction> {
  static constexpr auto parse = &parse_direction;
  static constexpr std::string_view words = "none, send or receive";
};
template <>
struct EnumNames<Transport> {
  static constexpr auto parse = &parse_transport;
  static constexpr std::string_view words = "none, audio or t38";
};
template <>
struct EnumNames<Priority> {
  static constexpr auto parse = &parse_priority;
  static constexpr std::string_view words = "high, normal or low";
};
template <>
struct EnumNames<Resolution> {
  static constexpr auto parse = &parse_resolution;
  static constexpr std::string_view words = "standard, fine or superfine";
};
template <>
struct EnumNames<Compression> {
  static constexpr auto parse = &parse_compression;
  static constexpr std::string_view words = "MH, MR or MMR";
};
template <>
struct EnumNames<JobState> {
  static constexpr auto parse = &parse_job_state;
  static constexpr std::string_view words = "the status of a fax";
};
template <>
struct EnumNames<PortState> {
  static constexpr auto parse = &parse_port_state;
  static constexpr std::string_view words = "the state of a port";
};
inline std::string_view name_of(PortState state) { return row_of(state).name; }

template <class E>
requires std::is_enum_v<E>
struct Codec<E> {
  static Json write(E value) { return std::string{name_of(value)}; }
  static std::string read(const Json& json, E& out) {
    const auto value = json.is_string() ? EnumNames<E>::parse(json.get_ref<const std::string&>()) : std::optional<E>{};
    if (!value) return std::string{EnumNames<E>::words};
    out = *value;
    return {};
  }
};

// Nothing is null.
template <class T>
struct Codec<std::optional<T>> {
  static Json write(const std::optional<T>& value) { return value ? Codec<T>::write(*value) : Json(nullptr); }
  static std::string read(const Json& json, std::optional<T>& out) {
    if (json.is_null()) return out.reset(), std::string{};
    T value{};
    auto expected = Codec<T>::read(json, value);
    if (expected.empty()) out = std::move(value);
    return expected;
  }
};

template <>
struct Codec<std::map<std::string, std::string>> {
  static Json write(const std::map<std::string, std::string>& value) {
    Json json = Json::object();
    for (const auto& [key, text] : value) json[key] = text;
    return json;
  }
  static std::string read(const Json& json, std::map<std::string, std::string>& out) {
    constexpr auto kExpected = "an object of texts";
    if (!json.is_object()) return kExpected;
    std::map<std::string, std::string> read;
    for (const auto& [key, value] : json.items()) {
      if (!Codec<std::string>::read(value, read[key]).empty() || key.find('\0') != std::string::npos) return kExpected;
    }
    out = std::move(read);
    return {};
  }
};

// What clients send is read strictly: a member that is not known is an error. What
// servers send is read leniently: a newer one may add members, and null leaves the default.
enum class Reading { strict, lenient };

// Reads one object. `path` is where it stands, for errors: "" or "attempts[2]". The first
// error wins; finish() gives it.
class MemberReader {
 public:
  MemberReader(const Json& json, Reading reading, std::string path = "");

  // The member, or null when it is absent (or null, when lenient). Makes the name known.
  const Json* find(std::string_view name);
  template <class T>
  void read(std::string_view name, T& out) {
    if (const Json* value = find(name))
      if (auto expected = Codec<T>::read(*value, out); !expected.empty()) fail_type(name, expected, *value);
  }
  template <class Owner, class... Rows>
  void read_all(const std::tuple<Rows...>& table, Owner& out) {
    std::apply([&](const auto&... row) { (read(row.name, out.*row.at), ...); }, table);
  }
  // As read(), of the elements of a list: `element(json, path)` returns a Result<T>.
  template <class T, class Element>
  void read_list(std::string_view name, std::vector<T>& out, Element element) {
    const Json* list = find(name);
    if (!list) return;
    if (!list->is_array()) return fail_type(name, "a list", *list);
    for (std::size_t i = 0; i < list->size(); ++i) {
      auto value = element((*list)[i], fmt::format("{}[{}]", path_of(name), i));
      if (!value) return fail(value.error());
      out.push_back(std::move(*value));
    }
  }

  void fail(Error error);
  void fail_type(std::string_view name, std::string_view expected, const Json& found);
  std::string path_of(std::string_view name) const;
  Status finish();

 private:
  const Json& json_;
  Reading reading_;
  std::string path_;
  std::vector<std::string_view> known_;
  std::optional<Error> error_;
};

template <class Owner, class... Rows>
void write_all(const std::tuple<Rows...>& table, const Owner& from, Json& out) {
  const auto write = [&](const auto& row) {
    using T = std::remove_cvref_t<decltype(from.*row.at)>;
    out.emplace(row.name, Codec<T>::write(from.*row.at));
  };
  std::apply([&](const auto&... row) { (write(row), ...); }, table);
}

}  // namespace caselli

#pragma once
// How values of ours lie in columns, and tables of columns: which member of a struct is
// kept in which column, once. Statements and their readers are made from these tables.

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>

#include "base/clock.h"
#include "base/ids.h"
#include "core/job.h"
#include "core/method_memory.h"
#include "core/port_settings.h"
#include "store/sqlite/database.h"

namespace caselli::sqlite {

// Enumerations are kept by name.
inline std::string_view name_in_column(Outcome value) { return code_of(value); }
template <class Enum>
std::string_view name_in_column(Enum value) {
  return name_of(value);
}
inline std::string_view name_in_column(FaxMethod value) { return row_of(value).name; }
inline std::optional<FaxMethod> parse_column(std::string_view name, FaxMethod) { return parse_fax_method(name); }
inline std::optional<JobState> parse_column(std::string_view name, JobState) { return parse_job_state(name); }
inline std::optional<Outcome> parse_column(std::string_view name, Outcome) { return parse_outcome(name); }
inline std::optional<Direction> parse_column(std::string_view name, Direction) { return parse_direction(name); }
inline std::optional<Transport> parse_column(std::string_view name, Transport) { return parse_transport(name); }
inline std::optional<Resolution> parse_column(std::string_view name, Resolution) { return parse_resolution(name); }
inline std::optional<Compression> parse_column(std::string_view name, Compression) { return parse_compression(name); }

// Lists of texts and the like, as JSON (values_json.cpp).
std::string json_column(const std::map<std::string, std::string>& value);
std::string json_column(const std::vector<std::string>& value);
std::string json_column(const std::vector<std::int64_t>& value);
std::string json_column(const std::vector<RoutingMethod>& value);
void parse_json_column(Run& run, std::map<std::string, std::string>& value);
void parse_json_column(Run& run, std::vector<std::string>& value);
void parse_json_column(Run& run, std::vector<std::int64_t>& value);
void parse_json_column(Run& run, std::vector<RoutingMethod>& value);

template <class T>
void put(Run& run, const T& value) {
  if constexpr (std::is_same_v<T, Priority>) {
    run.bind(static_cast<std::int64_t>(value));  // by rank: it sorts
  } else if constexpr (std::is_same_v<T, char>) {
    run.bind(std::string_view{&value, 1});
  } else if constexpr (std::is_integral_v<T>) {
    run.bind(static_cast<std::int64_t>(value));
  } else if constexpr (std::is_enum_v<T>) {
    run.bind(name_in_column(value));
  } else if constexpr (std::is_same_v<T, Instant>) {
    run.bind(static_cast<std::int64_t>(value.time_since_epoch().count()));
  } else if constexpr (std::is_same_v<T, PortId> || std::is_same_v<T, JobId>) {
    run.bind(value.value);
  } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
    run.bind(std::string_view{value});
  } else {
    run.bind(std::string_view{json_column(value)});
  }
}
template <class T>
void put(Run& run, const std::optional<T>& value) {
  if (value)
    put(run, *value);
  else
    run.bind_null();
}

template <class T>
void take(Run& run, T& value) {
  if constexpr (std::is_same_v<T, Priority>) {
    const auto rank = run.integer();
    if (rank < 0 || rank > static_cast<std::int64_t>(Priority::low)) run.fail_value(std::to_string(rank));
    value = static_cast<Priority>(rank);
  } else if constexpr (std::is_same_v<T, bool>) {
    value = run.integer() != 0;
  } else if constexpr (std::is_same_v<T, char>) {
    const auto text = run.text();
    value = text.empty() ? '.' : text.front();
  } else if constexpr (std::is_integral_v<T>) {
    value = static_cast<T>(run.integer());
  } else if constexpr (std::is_enum_v<T>) {
    const auto name = run.text();
    const auto parsed = parse_column(name, T{});
    if (!parsed) run.fail_value(name);
    value = *parsed;
  } else if constexpr (std::is_same_v<T, Instant>) {
    value = Instant{std::chrono::milliseconds{run.integer()}};
  } else if constexpr (std::is_same_v<T, PortId> || std::is_same_v<T, JobId>) {
    value = T{run.integer()};
  } else if constexpr (std::is_same_v<T, std::string>) {
    value = run.text();
  } else {
    parse_json_column(run, value);
  }
}
template <class T>
void take(Run& run, std::optional<T>& value) {
  if (run.is_null()) {
    run.skip();
    value.reset();
  } else {
    take(run, value.emplace());
  }
}

// One column of a table: its name and the member it keeps.
template <class Owner, class T>
struct Column {
  std::string_view name;
  T Owner::*member;
};
template <class Owner, class T>
Column(std::string_view, T Owner::*) -> Column<Owner, T>;

// "a, b, c", "?, ?, ?" and "a = ?, b = ?".
template <class... Columns>
std::string names_of(const std::tuple<Columns...>& columns) {
  std::string text;
  std::apply([&](const auto&... column) { ((text += text.empty() ? "" : ", ", text += column.name), ...); }, columns);
  return text;
}
template <class... Columns>
std::string marks_of(const std::tuple<Columns...>&) {
  std::string text = "?";
  for (std::size_t i = 1; i < sizeof...(Columns); ++i) text += ", ?";
  return text;
}
template <class... Columns>
std::string sets_of(const std::tuple<Columns...>& columns) {
  std::string text;
  std::apply(
      [&](const auto&... column) { ((text += text.empty() ? "" : ", ", text += column.name, text += " = ?"), ...); },
      columns);
  return text;
}
template <class Owner, class... Columns>
void put_columns(Run& run, const std::tuple<Columns...>& columns, const Owner& owner) {
  std::apply([&](const auto&... column) { (put(run, owner.*(column.member)), ...); }, columns);
}
template <class Owner, class... Columns>
void take_columns(Run& run, const std::tuple<Columns...>& columns, Owner& owner) {
  std::apply([&](const auto&... column) { (take(run, owner.*(column.member)), ...); }, columns);
}

}  // namespace caselli::sqlite

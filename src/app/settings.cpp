#include "app/settings.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <type_traits>
#include <variant>

#include "app/settings_table.h"
#include "base/json.h"
#include "base/text.h"
#include "core/number.h"

namespace caselli {
namespace {

// Where in the file something is wrong.
Error wrong(const std::string& file, const toml::source_region& where, const std::string& key, std::string_view what) {
  return {Errc::bad_config, fmt::format("{}:{}: {}: {}", file, where.begin.line, key, what)};
}

using Texts = std::vector<std::string>;

template <class T>
constexpr std::string_view type_name() {
  if constexpr (std::is_same_v<T, bool>) return "boolean";
  if constexpr (std::is_same_v<T, int>) return "integer";
  if constexpr (std::is_same_v<T, double>) return "number";
  if constexpr (std::is_same_v<T, std::string>) return "text";
  if constexpr (std::is_same_v<T, Texts>) return "list of texts";
}

template <class T>
std::string as_toml(const T& value) {
  if constexpr (std::is_same_v<T, std::string>) return fmt::format("\"{}\"", value);
  if constexpr (std::is_same_v<T, Texts>)
    return value.empty() ? "[]" : fmt::format("[\"{}\"]", fmt::join(value, "\", \""));
  if constexpr (!std::is_same_v<T, std::string> && !std::is_same_v<T, Texts>) return fmt::format("{}", value);
}

// Reads one value into its member; what it should be otherwise.
template <class Owner, class T>
std::optional<std::string> assign(Owner& owner, const Row<Owner, T>& row, const toml::node& node) {
  T value{};
  if constexpr (std::is_same_v<T, double>) {
    const auto number = node.value<double>();
    if (!number || !node.is_number()) return fmt::format("expected a number, as in {} = {}", row.name, 1);
    value = *number;
  } else if constexpr (std::is_same_v<T, int>) {
    const auto number = node.is_integer() ? node.value<std::int64_t>() : std::nullopt;
    if (!number) return fmt::format("expected an integer, as in {} = {}", row.name, 1);
    if (*number < row.least || *number > row.most)
      return fmt::format("{} is out of range: expected {} to {}", *number, row.least, row.most);
    value = static_cast<int>(*number);
  } else if constexpr (std::is_same_v<T, Texts>) {
    const auto* list = node.as_array();
    if (!list || !(list->empty() || list->is_homogeneous(toml::node_type::string)))
      return fmt::format("expected a list of texts, as in {} = [\"...\"]", row.name);
    for (const auto& text : *list) value.push_back(*text.value<std::string>());
  } else {
    const auto exact = node.value_exact<T>();
    if (!exact) {
      if constexpr (std::is_same_v<T, bool>) return fmt::format("expected true or false");
      return fmt::format("expected a text, as in {} = \"...\"", row.name);
    }
    value = *exact;
  }
  if constexpr (std::is_same_v<T, double>)
    if (value < row.least || value > row.most)
      return fmt::format("{} is out of range: expected {} to {}", value, row.least, row.most);
  if constexpr (std::is_same_v<T, std::string>) {
    if (!row.choices.empty()) {
      const auto choices = split(row.choices, ' ');
      if (std::find(choices.begin(), choices.end(), value) == choices.end())
        return fmt::format("'{}' is not one of: {}", value, row.choices);
    }
  }
  owner.*row.member = std::move(value);
  return {};
}

template <class Owner, class Rows>
Status read_table(Owner& owner, const Rows& rows, const toml::table& table, const std::string& name,
                  const std::string& file) {
  for (const auto& [key, node] : table) {
    bool known = false;
    std::optional<std::string> mistake;
    std::apply(
        [&](const auto&... row) {
          ((row.name == key.str() ? (known = true, mistake = assign(owner, row, node)) : mistake), ...);
        },
        rows);
    const auto full = fmt::format("{}.{}", name, key.str());
    if (!known) {
      std::string names;
      std::apply([&](const auto&... row) { ((names += (names.empty() ? "" : ", ") + std::string{row.name}), ...); },
                 rows);
      return wrong(file, key.source(), full, fmt::format("there is no such setting; [{}] has {}", name, names));
    }
    if (mistake) return wrong(file, node.source(), full, *mistake);
  }
  return Done{};
}

Status read_lines(Settings& settings, const toml::node& node, const std::string& file) {
  const auto* tables = node.as_array();
  if (!tables || !tables->is_homogeneous(toml::node_type::table))
    return wrong(file, node.source(), "line", "expected [[line]] tables");
  std::set<std::string> names;
  settings.lines.clear();
  for (const auto& element : *tables) {
    LineSettings line;
    if (auto read = read_table(line, kLineRows, *element.as_table(), "line", file); !read) return read;
    if (line.name.empty()) return wrong(file, element.source(), "line.name", "each line needs a name");
    if (const auto asked = parse_number("1@" + line.name); !asked || asked->line != line.name)
      return wrong(file, element.source(), "line.name",
                   fmt::format("'{}' is no name for a line: numbers end in @NAME to ask for it, so it has letters, "
                               "digits, - _ and . only",
                               line.name));
    if (!line.received_folder.empty() && line.received_folder.front() != '/')
      return wrong(file, element.source(), "line.received_folder",
                   fmt::format("'{}' is no full path: it begins with /", line.received_folder));
    if (!names.insert(line.name).second)
      return wrong(file, element.source(), "line.name", fmt::format("there are two lines named '{}'", line.name));
    settings.lines.push_back(std::move(line));
  }
  return Done{};
}

Status read_routes(Settings& settings, const toml::node& node, const std::string& file) {
  const auto* tables = node.as_array();
  if (!tables || !tables->is_homogeneous(toml::node_type::table))
    return wrong(file, node.source(), "route", "expected [[route]] tables");
  for (const auto& element : *tables)
    if (auto read = read_table(settings.routes.emplace_back(), kRouteRows, *element.as_table(), "route", file); !read)
      return read;
  return Done{};
}

// The dial plan as a whole, when all lines are known; what is wrong with it is told at its
// place in the file.
Status check_routes(const Settings& settings, const toml::table& root, const std::string& file) {
  std::vector<std::string> lines;
  for (const auto& line : settings.lines) lines.push_back(line.name);
  DialMistake mistake;
  if (DialPlan::make(settings.routes, lines, &mistake)) return Done{};
  const auto& row = *root["route"].as_array()->get(mistake.row);
  const auto* value = row.as_table()->get(mistake.key);
  return wrong(file, (value ? *value : row).source(), fmt::format("route.{}", mistake.key), mistake.text);
}

// Rules between settings.
Status check(const Settings& settings, const std::string& file) {
  if (settings.server.tls_cert.empty() != settings.server.tls_key.empty())
    return Error{Errc::bad_config, fmt::format("{}: server.tls_cert and server.tls_key belong together", file)};
  if (settings.store.url != "sqlite:")
    return Error{Errc::bad_config, fmt::format("{}: store.url '{}' is not a store this version has: use \"sqlite:\"",
                                               file, settings.store.url)};
  return Done{};
}

}  // namespace

Settings default_settings() {
  Settings settings;
  LineSettings loop;
  loop.name = "loop";
  loop.ports = 2;
  settings.lines.push_back(loop);
  return settings;
}

Result<Settings> parse_settings(const std::string& text, const std::string& file) {
  Settings settings = default_settings();
  try {
    const toml::table root = toml::parse(text, file);
    for (const auto& [key, node] : root) {
      if (key == "line") {
        if (auto read = read_lines(settings, node, file); !read) return read.error();
        continue;
      }
      if (key == "route") {
        if (auto read = read_routes(settings, node, file); !read) return read.error();
        continue;
      }
      bool known = false;
      Status read = Done{};
      std::apply(
          [&](const auto&... table) {
            const auto take = [&](const auto& candidate) {
              if (candidate.name != key.str()) return;
              known = true;
              if (!node.is_table())
                read = wrong(file, node.source(), std::string{key.str()}, fmt::format("expected [{}]", key.str()));
              else
                read = read_table(settings.*candidate.member, candidate.rows, *node.as_table(), std::string{key.str()},
                                  file);
            };
            (take(table), ...);
          },
          kTables);
      if (!known)
        return wrong(file, key.source(), std::string{key.str()}, "there is no such table; see `caselli config show`");
      if (!read) return read.error();
    }
    if (auto fine = check_routes(settings, root, file); !fine) return fine.error();
  } catch (const toml::parse_error& error) {
    return wrong(file, error.source(), "syntax", error.description());
  }
  if (auto fine = check(settings, file); !fine) return fine.error();
  return settings;
}

Result<Settings> read_settings(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return Error{Errc::bad_config, fmt::format("cannot read the settings file {}", file)};
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  return parse_settings(text, file);
}

std::string settings_as_toml() {
  std::ostringstream out;
  out << "# Every setting with its default. Uncomment what you change.\n";
  const auto print = [&](const std::string& header, const auto& rows, const auto& defaults) {
    out << "\n" << header << "\n";
    std::apply(
        [&](const auto&... row) {
          ((out << fmt::format("# {}{}\n#{} = {}\n", row.help,
                               row.choices.empty() ? "" : fmt::format(" (one of: {})", row.choices), row.name,
                               as_toml(defaults.*row.member))),
           ...);
        },
        rows);
  };
  const Settings defaults;
  std::apply(
      [&](const auto&... table) { (print(fmt::format("[{}]", table.name), table.rows, defaults.*table.member), ...); },
      kTables);
  print("[[line]]  # one for each way out; without any: one loopback line `loop` with 2 ports", kLineRows,
        LineSettings{});
  print("#[[route]]  # one for each pattern of numbers, the first that fits decides; see docs/dial-plan.md", kRouteRows,
        DialRow{});
  return out.str();
}

std::string settings_as_json() {
  Json tables = Json::array();
  const auto add = [&](std::string_view name, const auto& rows, const auto& defaults) {
    Json settings = Json::array();
    const auto add_row = [&](const auto& row) {
      using T = std::decay_t<decltype(defaults.*row.member)>;
      Json json{{"name", row.name}, {"type", type_name<T>()}, {"default", defaults.*row.member}, {"help", row.help}};
      if (!row.choices.empty()) json["choices"] = split(row.choices, ' ');
      settings.push_back(std::move(json));
    };
    std::apply([&](const auto&... row) { (add_row(row), ...); }, rows);
    tables.push_back({{"table", name}, {"settings", std::move(settings)}});
  };
  const Settings defaults;
  std::apply([&](const auto&... table) { (add(table.name, table.rows, defaults.*table.member), ...); }, kTables);
  add("[line]", kLineRows, LineSettings{});
  add("[route]", kRouteRows, DialRow{});
  return to_text(Json{{"tables", std::move(tables)}});
}

}  // namespace caselli

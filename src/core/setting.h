#pragma once
// One settable thing: a row of a table from which the parser, `caselli config show` and
// the manual are made.

#include <string_view>

namespace caselli {

struct Setting {
  std::string_view name;      // key within its table
  std::string_view type;      // text, integer, number, boolean, list of text
  std::string_view fallback;  // default as TOML, or "" when there is none
  std::string_view help;
};

}  // namespace caselli

#pragma once
// The dial plan: which lines a number goes by, in which order, what is dialled on each, and
// what may not be called. Made from the rows of [[route]]; docs/dial-plan.md is the
// operator's page. A pure value, never changed once made. Thread: any.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "core/dial_pattern.h"
#include "core/number.h"

namespace caselli {

// One [[route]], as written.
struct DialRow {
  std::string pattern;             // DialPattern
  std::vector<std::string> lines;  // names, the first is tried first
  int strip = 0;                   // so many characters of the number are left out in front
  std::string prefix;              // then this is put in front
  std::string dial;                // instead of strip and prefix: what is dialled; {rest} is what the `.` took
  std::string forbidden;           // why such numbers may not be called; empty: they may
};

// What is wrong with the rows, and where.
struct DialMistake {
  std::size_t row = 0;   // from 0
  std::string_view key;  // the setting: pattern, lines ...
  std::string text;
};

// One way a number may go.
struct RouteLeg {
  std::string line;   // empty: any
  DialNumber number;  // `given` as asked for, `digits` as this line dials them
  bool operator==(const RouteLeg&) const = default;
};

struct Route {
  std::vector<RouteLeg> legs;  // in the order they are tried; at least one
};

class DialPlan {
 public:
  // No rows: every number goes as it is, by any line or the one it names.
  DialPlan() = default;

  // `lines` are the names of all lines there are. bad_config; `mistake`, when given, says
  // where. Rows of one pattern are one route, their lines in the order of the rows. A row
  // that no number can reach, since one before it takes them all, is a mistake.
  static Result<DialPlan> make(const std::vector<DialRow>& rows, const std::vector<std::string>& lines,
                               DialMistake* mistake = nullptr);

  // The first row that fits decides. bad_number: it forbids the number, and why; or no row
  // fits; or what the row makes of the number cannot be dialled. A number
  // that names its line (5551234@trunk-b) goes by that line only, with that line's
  // rewriting when its row has one; what is forbidden stays forbidden.
  Result<Route> route(const DialNumber& number) const;

  bool empty() const { return entries_.empty(); }
  // Every list of lines that a fax may be left with, each once: those of the routes, and
  // their ends after a line failed.
  const std::vector<std::vector<std::string>>& line_lists() const { return line_lists_; }

 private:
  struct Leg {
    std::string line;
    std::size_t strip = 0;
    std::string prefix, suffix;  // around what is left of the number
    bool fixed = false;          // nothing is left of it
  };
  struct Entry {
    DialPattern pattern;
    std::string forbidden;
    std::vector<Leg> legs;
  };

  static Result<RouteLeg> rewritten(const Entry& entry, const Leg& leg, const DialNumber& number);
  static bool read_leg(const DialRow& row, const DialPattern& pattern, Leg& leg, DialMistake& mistake);
  bool add(const DialRow& row, const std::vector<std::string>& lines, DialMistake& mistake);
  bool add_lines(Entry& entry, const DialRow& row, const Leg& leg, const std::vector<std::string>& lines,
                 DialMistake& mistake) const;
  void list_lines();

  std::vector<Entry> entries_;
  std::vector<std::vector<std::string>> line_lists_;
};

}  // namespace caselli

#pragma once
// Patterns of telephone numbers, as the dial plan writes them. A pure value.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace caselli {

// One place a character, as in Asterisk: a digit, `+` (in front only), `*` or `#` is
// itself; X is 0-9, Z 1-9, N 2-9, `?` any of 0-9 * #, `[2-47]` one of a set. A `.` at the
// end takes the rest: one character at least, of any kind. A leading `_` may be written;
// blanks and - / ( ) are skipped. There are no regular expressions, so a match costs one
// look at each character and two patterns can be compared.
class DialPattern {
 public:
  // bad_config, with what is wrong at which character.
  static Result<DialPattern> parse(std::string_view text);

  // Whether the whole of `number` fits; a number without pauses (destination_key()).
  bool matches(std::string_view number) const;
  // Whether every number that fits `other` fits this one too.
  bool covers(const DialPattern& other) const;

  const std::string& text() const { return text_; }                     // as written
  bool has_rest() const { return rest_; }                               // ends in `.`
  std::size_t rest_begins() const { return sets_.size(); }              // characters before the rest
  std::size_t least() const { return sets_.size() + (rest_ ? 1 : 0); }  // characters of the shortest number that fits

 private:
  using Set = std::uint16_t;  // a bit for each character that can be dialled

  std::string text_;
  std::vector<Set> sets_;
  bool rest_ = false;
};

}  // namespace caselli

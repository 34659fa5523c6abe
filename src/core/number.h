#pragma once
// Telephone numbers as people write them and as lines dial them.

#include <string>
#include <string_view>

#include "base/result.h"

namespace caselli {

struct DialNumber {
  std::string given;   // as written
  std::string digits;  // to dial: digits, `+` in front, `*`, `#`, `,` (pause) and `w`
  std::string line;    // after `@`: the line asked for; empty: any
  bool operator==(const DialNumber&) const = default;
};

// Accepts `9,5551234`, `+1 (425) 5551234`, `0049/30-123.45`, `5551234@trunk-b`. Letters
// and anything else are bad_number, with the character that was wrong.
Result<DialNumber> parse_number(std::string_view text);

// One far end, however its number is written: what the limit of one call at a time to
// one number is counted by.
std::string destination_key(const DialNumber& number);

}  // namespace caselli

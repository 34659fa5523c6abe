#pragma once
// Words and numbers of description lines.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace caselli {

// The words between blanks and tabs.
std::vector<std::string_view> sdp_words(std::string_view line);
// All of `word` as a decimal number of at most `most`.
std::optional<std::uint64_t> sdp_number(std::string_view word, std::uint64_t most);
// ASCII letters without case.
bool sdp_same_word(std::string_view a, std::string_view b);

}  // namespace caselli

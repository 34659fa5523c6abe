#pragma once
// Text as a terminal shows it: how many columns it takes, cut or filled to a width, and
// made harmless. Names and identities come from strangers (a caller's TSID, a document's
// name): everything shown goes through clean_text first.

#include <string>
#include <string_view>
#include <vector>

namespace caselli::cli {

enum class Align { left, right };

// Without control characters, line ends, escape sequences and marks that turn the
// writing direction (each becomes one replacement character or vanishes), valid UTF-8.
// When `utf8` is false every character outside ASCII becomes `?`.
std::string clean_text(std::string_view text, bool utf8);

// Columns of clean text: two for East Asian wide characters, none for combining ones.
int display_width(std::string_view text);

// At most `width` columns; what does not fit ends in an ellipsis (`…`, or `~` when not `utf8`).
std::string cut_text(std::string_view text, int width, bool utf8);

// Filled with blanks to `width` columns; wider text stays as it is.
std::string pad_text(std::string_view text, int width, Align align = Align::left);

// Broken at blanks into lines of at most `width` columns; a longer word stands alone.
std::vector<std::string> wrap_text(std::string_view text, int width);

}  // namespace caselli::cli

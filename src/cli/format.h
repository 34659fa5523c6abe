#pragma once
// How faxes and ports are put into words, symbols and colours on screens: one look for
// each state, in every command.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "cli/terminal.h"
#include "core/job.h"
#include "core/port_status.h"

namespace caselli::cli {

// A state's symbol (in UTF-8 and in ASCII), colour and words (`no answer`).
struct Look {
  std::string_view symbol;
  std::string_view ascii;
  Style style = Style::plain;
  std::string words;
};

Look look_of(PortState state);
Look look_of(JobState state);

// `● sending`, or only the words where nobody looks. Not coloured.
std::string shown(const Look& look, const Terminal& terminal);
// `→`, `←`, `>`, `<`; words where nobody looks.
std::string direction_mark(Direction direction, const Terminal& terminal);

// A bar of exactly `width` columns, coloured; `fraction` is held to 0..1.
std::string progress_bar(double fraction, int width, Style style, const Terminal& terminal);

// `2/3` while page 2 of 3 moves; `2` when the total is unknown; the pages done between
// two pages; empty when no page has moved.
std::string page_mark(const PortStatus& status);
std::string percent_text(double percent);  // `54%`, never 100 before it is
// Number called, or who calls: the best that is known.
std::string remote_of(const PortStatus& status);
// Since call set-up began; empty outside a call.
std::string elapsed_text(const PortStatus& status, Instant now);
std::string eta_text(const PortStatus& status);

std::string seconds_text(std::chrono::milliseconds duration);  // `42 s`, `3:05 min`, `1:02:05 h`
std::string age_text(Instant then, Instant now);               // `now`, `42 s`, `5 min`, `3 h`, `12 d`
std::string clock_text(Instant when, Instant now);             // local `11:30:05`; with its date when it is another day
std::string pages_text(int pages);                             // `1 page`, `3 pages`

}  // namespace caselli::cli

#include "cli/format.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

#include "base/text.h"
#include "cli/options.h"
#include "cli/screen_text.h"
#include "cli/terminal.h"
#include "cli/when.h"

namespace caselli::cli {
namespace {

using namespace std::chrono_literals;

constexpr Instant kNow{1'767'225'600s};  // 2026-01-01T00:00:00Z

// Runs with the local time of a place.
class Zone {
 public:
  explicit Zone(const char* name) {
    setenv("TZ", name, 1);
    tzset();
  }
  ~Zone() {
    unsetenv("TZ");
    tzset();
  }
};

TEST(Format, a_bar_has_exactly_its_width_at_every_fraction) {
  for (const bool utf8 : {true, false}) {
    Terminal terminal;
    terminal.utf8 = utf8;
    for (int width = 0; width < 30; ++width)
      for (const double fraction : {-1.0, 0.0, 0.01, 0.33, 0.5, 0.999, 1.0, 7.0})
        EXPECT_EQ(display_width(progress_bar(fraction, width, Style::green, terminal)), width) << fraction;
  }
}

TEST(Format, a_bar_is_full_only_at_the_end) {
  const Terminal terminal;
  EXPECT_EQ(progress_bar(0.99, 5, Style::green, terminal), "━━━━╸");
  EXPECT_EQ(progress_bar(1.0, 5, Style::green, terminal), "━━━━━");
  EXPECT_EQ(percent_text(99.99), "99%");
}

TEST(Format, ages_and_durations_read_naturally) {
  EXPECT_EQ(age_text(kNow, kNow), "now");
  EXPECT_EQ(age_text(kNow - 59s, kNow), "59 s");
  EXPECT_EQ(age_text(kNow - 61s, kNow), "1 min");
  EXPECT_EQ(age_text(kNow - 30h, kNow), "30 h");
  EXPECT_EQ(age_text(kNow - 72h, kNow), "3 d");
  EXPECT_EQ(seconds_text(41'600ms), "42 s");
  EXPECT_EQ(seconds_text(75s), "1:15 min");
}

TEST(Format, clocks_show_local_time_and_the_date_only_of_other_days) {
  const Zone zone{"CET-1"};
  EXPECT_EQ(clock_text(kNow, kNow), "01:00:00");
  EXPECT_EQ(clock_text(kNow - 2h, kNow), "2025-12-31 23:00:00");
}

TEST(Format, what_a_terminal_can_do_is_read_from_its_environment) {
  using Variables = std::map<std::string, std::string>;
  const auto described = [](bool tty, const Variables& variables) {
    return describe_terminal(tty, [&](const char* name) -> std::optional<std::string> {
      const auto found = variables.find(name);
      if (found == variables.end()) return {};
      return found->second;
    });
  };
  const Terminal usual = described(true, {{"TERM", "xterm"}, {"LANG", "de_DE.UTF-8"}});
  EXPECT_TRUE(usual.interactive && usual.colour && usual.utf8);
  EXPECT_FALSE(described(true, {{"TERM", "xterm"}, {"NO_COLOR", "1"}}).colour);
  EXPECT_TRUE(described(true, {{"TERM", "xterm"}, {"NO_COLOR", ""}}).colour);  // no-color.org: not when empty
  EXPECT_FALSE(described(true, {{"TERM", "dumb"}}).interactive);
  EXPECT_FALSE(described(true, {{"TERM", "xterm"}, {"LANG", "C"}}).utf8);
  EXPECT_FALSE(described(true, {{"LANG", "de_DE.UTF-8"}, {"LC_ALL", "C"}}).utf8);  // POSIX: LC_ALL wins
  EXPECT_TRUE(described(true, {{"LANG", "C"}, {"LC_CTYPE", "C.utf8"}}).utf8);
  const Terminal file = described(false, {{"TERM", "xterm"}, {"LANG", "C"}});
  EXPECT_FALSE(file.interactive || file.colour);
}

TEST(When, every_documented_form_is_understood_in_local_time) {
  const Zone zone{"CET-1"};
  const auto when = [](std::string_view text) {
    const auto instant = parse_when(text, kNow + 10h);  // 11:00 local
    return instant ? rfc3339(*instant) : instant.error().text;
  };
  EXPECT_EQ(when("11:30"), "2026-01-01T10:30:00.000Z");
  EXPECT_EQ(when("8:05"), "2026-01-02T07:05:00.000Z");  // it has been; tomorrow
  EXPECT_EQ(when("2026-11-22 11:27"), "2026-11-22T10:27:00.000Z");
  EXPECT_EQ(when("2026-11-22T11:27:30"), "2026-11-22T10:27:30.000Z");
  EXPECT_EQ(when("2026-11-22T10:27:00+02:00"), "2026-11-22T08:27:00.000Z");
  EXPECT_EQ(when("+2h"), "2026-01-01T12:00:00.000Z");
  EXPECT_EQ(when("+1d"), "2026-01-02T10:00:00.000Z");
}

TEST(When, local_times_follow_summer_time) {
  const Zone zone{"CET-1CEST,M3.5.0,M10.5.0/3"};
  EXPECT_EQ(rfc3339(*parse_when("2026-07-01 12:00", kNow)), "2026-07-01T10:00:00.000Z");
  EXPECT_EQ(rfc3339(*parse_when("2026-12-01 12:00", kNow)), "2026-12-01T11:00:00.000Z");
}

TEST(When, anything_else_is_refused_with_the_forms_there_are) {
  for (const char* text :
       {"", "soon", "25:00", "11:60", "2026-02-30 10:00", "+h", "+5", "-5m", "+5w", "11:30pm", "2026-11-22"}) {
    const auto instant = parse_when(text, kNow);
    ASSERT_FALSE(instant) << text;
    EXPECT_EQ(instant.error().code, Errc::invalid_argument);
    EXPECT_NE(instant.error().text.find("give 11:30"), std::string::npos);
  }
}

TEST(Nearest, small_slips_are_seen_and_other_words_are_not) {
  const std::vector<std::string> words{"send", "jobs", "ports", "watch", "doctor"};
  EXPECT_EQ(nearest("wacth", words), "watch");
  EXPECT_EQ(nearest("port", words), "ports");
  EXPECT_EQ(nearest("doc", words), "doctor");
  EXPECT_EQ(nearest("snd", words), "send");
  EXPECT_EQ(nearest("telephone", words), std::nullopt);
  EXPECT_EQ(nearest("x", words), std::nullopt);
}

}  // namespace
}  // namespace caselli::cli

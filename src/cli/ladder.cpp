#include "cli/ladder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <map>
#include <sstream>

#include "base/text.h"
#include "cli/table.h"

namespace caselli::cli {
namespace {

constexpr int kUsualFrames = 16;    // the last ones of an attempt
constexpr int kUsualMessages = 16;  // likewise, of SIP

// Headers that say why, shown as they are.
constexpr std::array<std::string_view, 7> kTelling{"reason",  "warning",     "retry-after",       "min-se",
                                                   "require", "unsupported", "proxy-authenticate"};

std::string_view up_to(std::string_view text, std::string_view stops) {
  return text.substr(0, std::min(text.find_first_of(stops), text.size()));
}

std::string codec_of(const std::map<std::string, std::string>& names, const std::string& payload_type) {
  const auto named = names.find(payload_type);
  if (named != names.end()) return std::string{up_to(named->second, "/")};
  if (payload_type == "0") return "PCMU";
  if (payload_type == "8") return "PCMA";
  return payload_type;
}

// `audio 192.0.2.1:20000 PCMU PCMA`, for each m= line (RFC 8866 5.14).
void add_media(std::istream& lines, std::vector<std::string>& parts) {
  struct Media {
    std::vector<std::string> words;
    std::map<std::string, std::string> names;  // payload type -> encoding
  };
  std::vector<Media> media;
  std::string line;
  while (std::getline(lines, line)) {
    const std::string text{trimmed(line)};
    if (text.starts_with("m=")) media.push_back({split(text.substr(2), ' '), {}});
    if (text.starts_with("a=rtpmap:") && !media.empty()) {
      const auto blank = text.find(' ');
      if (blank != std::string::npos) media.back().names[text.substr(9, blank - 9)] = text.substr(blank + 1);
    }
  }
  for (const auto& [words, names] : media) {
    if (words.size() < 3) continue;
    std::string part = words[0] + (words[1] == "0" ? " no" : " port " + words[1]);
    for (std::size_t i = 3; i < words.size() && words[1] != "0"; ++i) part += " " + codec_of(names, words[i]);
    if (words[2].find("SAVP") != std::string::npos) part += " encrypted";
    parts.push_back(part);
  }
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  std::string line;
  while (std::getline(in, line)) lines.emplace_back(trimmed(line));
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

// Which entries are shown: the last of each kind.
std::vector<bool> chosen(const std::vector<TraceEntry>& entries, bool all) {
  std::vector<bool> shown(entries.size(), all);
  int frames = all ? 0 : kUsualFrames, messages = all ? 0 : kUsualMessages;
  for (std::size_t i = entries.size(); i-- > 0 && !all;) {
    int& left = is_sip(entries[i]) ? messages : frames;
    shown[i] = left-- > 0;
  }
  return shown;
}

}  // namespace

bool is_sip(const TraceEntry& entry) {
  if (entry.way == '.') return false;
  const std::string_view first = up_to(entry.detail, "\r\n");
  return first.starts_with("SIP/2.0 ") || first.ends_with(" SIP/2.0");
}

std::string sip_summary(const std::string& message) {
  std::vector<std::string> parts;
  std::istringstream lines(message);
  std::string line;
  std::getline(lines, line);
  // A request's URI; a response's line is its title already.
  if (!line.starts_with("SIP/2.0 "))
    if (const auto words = split(std::string{trimmed(line)}, ' '); words.size() > 1) parts.push_back(words[1]);
  while (std::getline(lines, line) && !trimmed(line).empty()) {
    const auto name = lower_ascii(trimmed(up_to(line, ":")));
    if (std::ranges::find(kTelling, name) != kTelling.end()) parts.emplace_back(trimmed(line));
  }
  add_media(lines, parts);
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::vector<std::string> ladder_lines(const AttemptTrace& trace, LadderLook look, const Terminal& terminal) {
  const auto& entries = trace.entries;
  const auto shown = chosen(entries, look.all || look.messages);
  const auto left_out = std::ranges::count(shown, false);
  std::vector<std::string> lines{
      styled(left_out > 0 ? fmt::format("last exchanges of try {} (--all shows {} more)", trace.attempt, left_out)
                          : fmt::format("exchanges of try {}", trace.attempt),
             Style::bold, terminal)};
  const int columns = terminal.interactive ? terminal.size().columns : 0;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!shown[i]) continue;
    const auto& entry = entries[i];
    const bool sip = is_sip(entry);
    const double seconds = std::chrono::duration<double>(entry.at - entries.front().at).count();
    const Style style = entry.way == '>' ? Style::green : entry.way == '<' ? Style::cyan : Style::dim;
    const std::string head =
        fmt::format("  {:>8.3f} s  {} {}", seconds, entry.way, pad_text(clean_text(entry.what, terminal.utf8), 10));
    const std::string detail = clean_text(sip ? sip_summary(entry.detail) : entry.detail, terminal.utf8);
    const int room = columns > 0 ? columns - display_width(head) - 2 : display_width(detail);
    lines.push_back(styled(head, style, terminal) + "  " + cut_text(detail, std::max(room, 0), terminal.utf8));
    if (sip && look.messages)
      for (const auto& line : lines_of(entry.detail))
        lines.push_back(fmt::format("{:16}{}", "", styled(clean_text(line, terminal.utf8), Style::dim, terminal)));
  }
  return lines;
}

}  // namespace caselli::cli

#include "cli/port_table.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cli/format.h"

namespace caselli::cli {
namespace {

// In 80 columns all but the extra ones have room.
const std::vector<Column> kColumns{
    {.title = "ID", .align = Align::right, .keep = 100},
    {.title = "NAME", .keep = 50, .least = 6, .usual = 8, .most = 20},
    {.title = "LINE", .keep = 10, .extra = true, .least = 4, .usual = 6, .most = 14},
    {.title = "STATE", .keep = 90, .least = 11, .usual = 14},
    {.title = "", .keep = 70, .usual = 1},
    {.title = "REMOTE", .keep = 80, .least = 8, .usual = 12, .most = 24},
    {.title = "STATION", .keep = 8, .extra = true, .least = 8, .usual = 16, .most = 20},
    {.title = "DOCUMENT", .keep = 4, .extra = true, .least = 10, .usual = 16, .most = 28},
    {.title = "PAGE", .align = Align::right, .keep = 75, .usual = 4},
    {.title = "PROGRESS", .keep = 65, .least = 13, .usual = 18, .most = 48, .grows = true},
    {.title = "RATE", .align = Align::right, .keep = 30, .usual = 5},
    {.title = "MODE", .keep = 6, .extra = true, .least = 8, .usual = 14},
    {.title = "LAST", .keep = 2, .extra = true, .least = 6, .usual = 9},
    {.title = "TIME", .align = Align::right, .keep = 60, .usual = 5},
    {.title = "ETA", .align = Align::right, .keep = 55, .usual = 5},
};
constexpr std::size_t kDirectionColumn = 4;

Style accent(const PortStatus& status) { return status.direction == Direction::receive ? Style::cyan : Style::green; }

// How far the document is; a received one has no known length, so its bytes speak.
Cell progress_cell(const PortStatus& status) {
  if (status.percent) return Cell::bar(*status.percent, accent(status));
  if (status.page_bytes > 0) return Cell{byte_size(static_cast<std::uint64_t>(status.page_bytes))};
  return {};
}

// `V.17 ECM MMR`, `T.38 ECM`: what was agreed.
std::string mode_text(const PortStatus& status) {
  std::string mode;
  const auto add = [&](std::string_view word) {
    if (!word.empty()) mode += (mode.empty() ? "" : " ") + std::string{word};
  };
  if (status.transport == Transport::t38) add("T.38");
  add(status.modem);
  if (status.ecm) add("ECM");
  add(status.compression);
  return mode;
}

}  // namespace

Table port_table(std::span<const Snapshot> ports, Instant now, const Terminal& terminal) {
  auto columns = kColumns;
  if (!terminal.interactive) columns[kDirectionColumn].title = "DIRECTION";
  Table table{std::move(columns)};
  for (const auto& port : ports) {
    const PortStatus& status = *port;
    const Look look = look_of(status.state);
    const std::string& station = status.direction == Direction::receive ? status.tsid : status.csid;
    table.add({status.port.text(),
               {status.name, Style::bold},
               {status.line, Style::dim},
               {shown(look, terminal), look.style},
               {direction_mark(status.direction, terminal), accent(status)},
               remote_of(status),
               status.direction == Direction::none ? "" : station,
               status.document_name,
               page_mark(status),
               progress_cell(status),
               status.bit_rate > 0 ? std::to_string(status.bit_rate) : "",
               mode_text(status),
               {status.last_frame, Style::dim},
               elapsed_text(status, now),
               {eta_text(status), Style::bold}});
  }
  return table;
}

std::string port_sentence(const PortStatus& status, bool with_progress) {
  const Look look = look_of(status.state);
  std::string text = fmt::format("port {} {}: {}", status.port.text(), status.name, look.words);
  const std::string remote = remote_of(status);
  if (!remote.empty()) text += (status.direction == Direction::send ? " to " : " from ") + remote;
  if (const auto page = page_mark(status); !page.empty()) text += ", page " + page;
  if (status.bit_rate > 0) text += fmt::format(", {} bit/s", status.bit_rate);
  if (with_progress && status.percent) text += ", " + percent_text(*status.percent);
  // An offline port adds its reason to the documented words.
  if (!row_of(status.state).in_call && status.description != row_of(status.state).description)
    text += ", " + status.description;
  return clean_text(text, true);
}

}  // namespace caselli::cli

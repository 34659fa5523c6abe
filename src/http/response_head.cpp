#include "http/response_head.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace caselli {
namespace {

struct Reason {
  int status;
  std::string_view text;
};

// RFC 9110, 15, RFC 6585 and RFC 4918: those this server gives.
constexpr Reason kReasons[] = {
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {409, "Conflict"},
    {413, "Content Too Large"},
    {415, "Unsupported Media Type"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {507, "Insufficient Storage"},
};

void append_value(std::string& head, std::string_view value) {
  std::ranges::copy_if(value, std::back_inserter(head),
                       [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; });
}

}  // namespace

std::string_view reason_of(int status) {
  const auto row = std::ranges::find(kReasons, status, &Reason::status);
  return row == std::end(kReasons) ? "Unknown" : row->text;
}

std::string http_date(std::chrono::sys_seconds when) {
  // Fixed English names, whatever the locale.
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(when);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{when - day};
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[std::chrono::weekday{day}.c_encoding()],
                     static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

std::string response_head(const HttpResponse& response, std::optional<std::uint64_t> length, bool keep_alive,
                          std::chrono::sys_seconds now) {
  std::string head =
      fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status, reason_of(response.status), http_date(now));
  for (const auto& [name, value] : response.headers) {
    head.append(name).append(": ");
    append_value(head, value);
    head.append("\r\n");
  }
  if (length) head.append(fmt::format("Content-Length: {}\r\n", *length));
  return head.append(keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n");
}

}  // namespace caselli

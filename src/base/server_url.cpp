#include "base/server_url.h"

#include <fmt/format.h>

#include <charconv>

#include "base/text.h"

namespace caselli {
namespace {

constexpr std::string_view kSchemes[] = {"http://", "https://"};

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// host, host:port, [v6], [v6]:port; the port is empty when there is none.
struct Authority {
  std::string_view host, port;
  bool good = false;
};

Authority parse_authority(std::string_view text) {
  Authority out;
  std::size_t end = 0;  // of the host
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == text.npos) return out;
    end = close + 1;
    out.good = text.substr(1, close - 1).find_first_not_of("0123456789abcdef:.") == text.npos && close > 2;
  } else {
    end = std::min(text.find(':'), text.size());
    out.good = end > 0 && text.substr(0, end).find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-._") == text.npos;
  }
  out.host = text.substr(0, end);
  if (end == text.size()) return out;
  out.port = text.substr(end + 1);
  unsigned port = 0;
  const auto [stop, bad] = std::from_chars(out.port.data(), out.port.data() + out.port.size(), port);
  out.good = out.good && text[end] == ':' && is_digits(out.port) && bad == std::errc{} && port > 0 && port < 65536;
  return out;
}

std::string_view without_scheme(std::string_view url) {
  for (const auto scheme : kSchemes)
    if (url.starts_with(scheme)) return url.substr(scheme.size());
  return {};
}

}  // namespace

Result<std::string> parse_server_url(std::string_view url) {
  const auto refused = [&](std::string_view why) {
    return Error{Errc::invalid_argument, fmt::format("\"{}\" is not the address of a server: {}", url, why)};
  };
  auto text = lower_ascii(trimmed(url));
  if (text.ends_with('/') && !text.ends_with("://")) text.pop_back();
  const auto rest = without_scheme(text);
  if (rest.empty()) return refused("it must have the form http://host:port or https://host:port");
  if (rest.find('@') != rest.npos) return refused("user names and passwords do not go there, give a token instead");
  if (rest.find_first_of("/?#") != rest.npos) return refused("nothing may follow the port");
  if (!parse_authority(rest).good) return refused("its host or port is wrong, write http://host:port");
  return text;
}

bool is_this_machine(std::string_view url) {
  auto host = parse_authority(without_scheme(url)).host;
  if (host == "localhost" || host == "[::1]") return true;
  // 127.0.0.0/8 (RFC 1122 3.2.1.3): four numbers, so that 127.example.com is not taken for it.
  if (!host.starts_with("127.")) return false;
  int numbers = 0;
  for (const auto& number : split(host, '.')) {
    if (!is_digits(number) || number.size() > 3) return false;
    ++numbers;
  }
  return numbers == 4;
}

}  // namespace caselli

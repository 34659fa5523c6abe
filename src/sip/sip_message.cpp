#include "sip/sip_message.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace caselli {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return sip_line(out);
}

// The text of a quoted string that begins at `at`, and where it ends (after the quote).
std::optional<std::pair<std::string, std::size_t>> quoted_at(std::string_view text, std::size_t at) {
  std::string out;
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == '"') return std::pair{sip_line(out), i + 1};
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    out += text[i];
  }
  return std::nullopt;
}

std::string_view up_to_any(std::string_view text, std::string_view stops) {
  return text.substr(0, std::min(text.find_first_of(stops), text.size()));
}

bool read_uri(std::string_view uri, SipAddress& into) {
  uri = trimmed(uri);
  const std::size_t colon = uri.find(':');
  if (colon == std::string_view::npos) return false;
  const std::string scheme = lower_ascii(uri.substr(0, colon));
  const std::string_view rest = uri.substr(colon + 1);
  if (scheme == "tel") {
    into.user = unescaped(up_to_any(rest, ";?"));
    return !into.user.empty();
  }
  if (scheme != "sip" && scheme != "sips") return false;
  // Parameters and headers may hold `@` too, but a user part comes before them and may
  // hold `;` and `?` itself: the last `@` before any of the URI's own parts is the one.
  const std::size_t at = rest.find('@');
  if (at != std::string_view::npos) into.user = unescaped(up_to_any(rest.substr(0, at), ";:"));
  std::string_view host = at == std::string_view::npos ? rest : rest.substr(at + 1);
  if (!host.empty() && host.front() == '[') {
    const std::size_t close = host.find(']');
    if (close == std::string_view::npos) return false;
    into.host = sip_line(host.substr(1, close - 1));
  } else {
    into.host = sip_line(up_to_any(host, ":;?,> \t"));
  }
  return !into.host.empty() || !into.user.empty();
}

std::string parameter_of(std::string_view header_value, std::string_view name) {
  const std::string low = lower_ascii(header_value);
  for (std::size_t at = low.find(name); at != std::string::npos; at = low.find(name, at + 1)) {
    const std::size_t equals = at + name.size();
    if (at == 0 || std::string_view{"; \t"}.find(low[at - 1]) == std::string_view::npos) continue;
    if (equals >= low.size() || low[equals] != '=') continue;
    const std::string_view value = header_value.substr(equals + 1);
    if (!value.empty() && value.front() == '"') {
      const auto text = quoted_at(value, 0);
      return text ? text->first : std::string{};
    }
    return std::string{up_to_any(value, "; \t")};
  }
  return {};
}

}  // namespace

std::optional<SipAddress> parse_sip_address(std::string_view text) {
  text = trimmed(text);
  SipAddress out;
  if (text.empty()) return std::nullopt;
  std::string_view rest = text;
  if (text.front() == '"') {
    auto name = quoted_at(text, 0);
    if (!name) return std::nullopt;
    out.name = std::move(name->first);
    rest = text.substr(name->second);
  }
  const std::size_t open = rest.find('<');
  if (open != std::string_view::npos) {
    if (out.name.empty()) out.name = sip_line(trimmed(rest.substr(0, open)));
    const std::size_t close = rest.find('>', open);
    if (close == std::string_view::npos) return std::nullopt;
    if (!read_uri(rest.substr(open + 1, close - open - 1), out)) return std::nullopt;
    return out;
  }
  // Without brackets, parameters and commas belong to the header (RFC 3261 20).
  if (!read_uri(up_to_any(trimmed(rest), ";, \t"), out)) return std::nullopt;
  return out;
}

std::string sip_line(std::string_view text) {
  std::string out{text};
  std::erase_if(out, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  return out;
}

std::string sip_quoted(std::string_view name) {
  if (name.empty()) return {};
  std::string out = "\"";
  for (const char c : sip_line(name)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string sip_escaped_user(std::string_view user) {
  constexpr std::string_view kAllowed = "-_.!~*'()&=+$,/";
  std::string out;
  for (const char c : user) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       kAllowed.find(c) != std::string_view::npos;
    if (plain)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return out;
}

std::string sip_host(std::string_view host) {
  if (host.find(':') == std::string_view::npos || host.starts_with('[')) return sip_line(host);
  return "[" + sip_line(host) + "]";
}

std::string print(const SipReason& reason) {
  const auto one = [&](std::string_view protocol, int cause) {
    std::string value = fmt::format("{};cause={}", protocol, cause);
    if (!reason.text.empty()) value += ";text=" + sip_quoted(reason.text);
    return value;
  };
  std::string values;
  if (reason.q850_cause > 0) values = one("Q.850", reason.q850_cause);
  if (reason.sip_status > 0) values += (values.empty() ? "" : ", ") + one("SIP", reason.sip_status);
  return values.empty() ? values : "Reason: " + values;
}

void read_reason(std::string_view protocol, std::string_view cause, std::string_view text, SipReason& reason) {
  int number = 0;
  std::from_chars(cause.data(), cause.data() + cause.size(), number);
  if (number < 0 || number > 999) number = 0;
  const std::string name = lower_ascii(protocol);
  if (name == "q.850") reason.q850_cause = number;
  if (name == "sip") reason.sip_status = number;
  text = trimmed(text);
  if (reason.text.empty() && !text.empty()) {
    const auto unquoted = text.front() == '"' ? quoted_at(text, 0) : std::nullopt;
    reason.text = unquoted ? unquoted->first : sip_line(text);
  }
}

std::string sdp_of_body(std::string_view content_type, std::string_view body) {
  const std::string type = lower_ascii(trimmed(up_to_any(content_type, ";")));
  if (type.empty() || type == "application/sdp") return std::string{body};
  if (!type.starts_with("multipart/")) return {};
  const std::string boundary = parameter_of(content_type, "boundary");
  if (boundary.empty() || boundary.size() > 70) return {};  // RFC 2046 5.1.1
  const std::string delimiter = "--" + boundary;
  std::size_t at = body.find(delimiter);
  while (at != std::string_view::npos) {
    const std::size_t begin = at + delimiter.size();
    const std::size_t next = body.find(delimiter, begin);
    if (next == std::string_view::npos) return {};
    const std::string_view part = body.substr(begin, next - begin);
    const std::size_t blank = part.find("\r\n\r\n");
    if (blank != std::string_view::npos &&
        lower_ascii(part.substr(0, blank)).find("application/sdp") != std::string::npos)
      return std::string{trimmed(part.substr(blank + 4))} + "\r\n";
    at = next;
  }
  return {};
}

}  // namespace caselli

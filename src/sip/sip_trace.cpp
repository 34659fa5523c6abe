#include "sip/sip_trace.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace caselli {
namespace {

constexpr std::size_t kMostTraceBytes = 16u << 10;
constexpr std::string_view kRemoved = "removed";

// Headers that carry credentials (RFC 3261 20.6, 20.7, 20.27, 20.28, 20.44; RFC 7615). None
// has a compact form.
constexpr std::array<std::string_view, 6> kCredentialHeaders{
    "authorization",      "proxy-authorization", "www-authenticate",
    "proxy-authenticate", "authentication-info", "proxy-authentication-info",
};
// What may be shown of them. A response, and with it the nonces, is enough to try passwords
// on at home.
constexpr std::array<std::string_view, 7> kShownParameters{"realm", "username", "uri",  "algorithm",
                                                           "qop",   "nc",       "stale"};

bool is_one_of(const auto& list, std::string_view word) { return std::ranges::find(list, word) != list.end(); }

std::string_view up_to_any(std::string_view text, std::string_view stops) {
  return text.substr(0, std::min(text.find_first_of(stops), text.size()));
}

// Where a value that begins at `at` ends: after its closing quote, or before a comma.
std::size_t end_of_value(std::string_view text, std::size_t at) {
  for (bool quoted = false; at < text.size(); ++at) {
    if (quoted && text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      quoted = !quoted;
    } else if (text[at] == ',' && !quoted) {
      break;
    }
  }
  return std::min(at, text.size());
}

// One parameter, with the blanks and folds around it. In a list of challenges the scheme of
// the next one stands before its first: `Digest realm="b"`.
std::string without_secret_value(std::string_view parameter) {
  const std::size_t equals = parameter.find('=');
  if (equals == std::string_view::npos) return std::string{kRemoved};
  const std::string_view head = trimmed(parameter.substr(0, equals));
  const std::size_t blank = head.find_last_of(" \t\r\n");
  const bool scheme = blank != std::string_view::npos;
  if (scheme && lower_ascii(trimmed(head.substr(0, blank))) != "digest") return std::string{kRemoved};
  if (is_one_of(kShownParameters, lower_ascii(scheme ? head.substr(blank + 1) : head))) return std::string{parameter};
  const bool quoted = trimmed(parameter.substr(equals + 1)).starts_with('"');
  return std::string{parameter.substr(0, equals + 1)}.append(quoted ? "\"removed\"" : kRemoved);
}

// `Digest a=1, b="2"`, or only the list (Authentication-Info). Nothing of another scheme:
// Basic shows the password itself.
std::string without_credentials(std::string_view value) {
  std::string out;
  const std::string_view first = up_to_any(value, " \t\r\n,");
  if (first.find('=') == std::string_view::npos) {
    out = first;
    if (lower_ascii(first) != "digest") return out.append(" ").append(kRemoved);
    value.remove_prefix(first.size());
  }
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t end = end_of_value(value, at);
    out += without_secret_value(value.substr(at, end - at));
    if (end < value.size()) out += ',';
    at = end + 1;
  }
  return out;
}

// `sip:user:password@host` (RFC 3261 19.1.1), anywhere in a line.
std::string without_uri_passwords(std::string_view line) {
  std::string out;
  std::string low = lower_ascii(line);
  std::size_t kept = 0;
  for (std::size_t at = low.find("sip"); at != std::string::npos; at = low.find("sip", at + 3)) {
    const std::size_t scheme = low.compare(at, 5, "sips:") == 0 ? 5 : low.compare(at, 4, "sip:") == 0 ? 4 : 0;
    if (scheme == 0) continue;
    const std::string_view rest = up_to_any(line.substr(at + scheme), "<>\" \t\r\n");
    const std::size_t host = rest.find('@');
    const std::size_t colon = rest.find(':');
    if (host == std::string_view::npos || colon == std::string_view::npos || colon > host) continue;
    const std::size_t begin = at + scheme + colon + 1;
    if (begin < kept) continue;
    out.append(line.substr(kept, begin - kept)).append(kRemoved);
    kept = at + scheme + host;
  }
  return out.append(line.substr(kept));
}

std::string mask(std::size_t length) {
  std::string out;
  while (out.size() < length) out += kRemoved;
  out.resize(length);
  return out;
}

// A line of SDP. What follows the word that names the secret goes, to where it can end.
std::string without_keys(std::string line) {
  const std::string low = lower_ascii(line);
  const std::string start = lower_ascii(trimmed(line));
  const auto hide = [&](std::size_t begin, std::size_t end) { line.replace(begin, end - begin, mask(end - begin)); };
  if (start.starts_with("k=")) {
    hide(low.find("k=") + 2, line.size());
  } else if (start.starts_with("a=key-mgmt") || start.starts_with("a=crypto")) {
    // inline:KEY|LIFETIME|MKI (RFC 4568 9.2); everything of a form that is not known.
    std::size_t at = start.starts_with("a=crypto") ? low.find("inline:") : std::string::npos;
    if (at == std::string::npos) {
      const std::size_t colon = std::min(low.find(':'), low.size());
      hide(std::min(colon + 1, low.size()), line.size());
    }
    for (; at != std::string::npos; at = low.find("inline:", at + 7))
      hide(at + 7, std::min(line.find_first_of("|;, \t", at + 7), line.size()));
  }
  return line;
}

// One header with the lines it is folded into, without the last line's end.
std::string without_secrets_of_header(std::string_view header) {
  const std::size_t colon = header.find(':');
  const std::string name = lower_ascii(trimmed(header.substr(0, std::min(colon, header.size()))));
  if (colon == std::string_view::npos || !is_one_of(kCredentialHeaders, name)) return without_uri_passwords(header);
  const std::string_view value = header.substr(colon + 1);
  const std::string_view blank = value.substr(0, std::min(value.find_first_not_of(" \t\r\n"), value.size()));
  return std::string{header.substr(0, colon + 1)}
      .append(blank.empty() ? "" : " ")
      .append(without_uri_passwords(without_credentials(value.substr(blank.size()))));
}

// The next line with its end.
std::string_view line_of(std::string_view text) {
  const std::size_t end = text.find('\n');
  return text.substr(0, end == std::string_view::npos ? text.size() : end + 1);
}

std::size_t ending_of(std::string_view line) {
  std::size_t size = line.size();
  while (size > 0 && (line[size - 1] == '\n' || line[size - 1] == '\r')) --size;
  return line.size() - size;
}

}  // namespace

std::string without_secrets(std::string_view message) {
  std::string out;
  bool in_body = false;
  while (!message.empty() && out.size() < kMostTraceBytes) {
    std::size_t size = line_of(message).size();
    // What is folded begins with a blank (RFC 3261 7.3.1).
    while (!in_body && size < message.size() && (message[size] == ' ' || message[size] == '\t'))
      size += line_of(message.substr(size)).size();
    const std::string_view whole = message.substr(0, size);
    const std::size_t ending = ending_of(whole);
    const std::string_view text = whole.substr(0, size - ending);
    // A body without the blank line before it (or with one that holds blanks) is a body yet.
    const bool keys = text.size() > 1 && text[1] == '=';
    out += in_body || keys ? without_keys(std::string{text}) : without_secrets_of_header(text);
    out += whole.substr(size - ending);
    in_body = in_body || text.empty();
    message.remove_prefix(size);
  }
  if (out.size() > kMostTraceBytes) out.resize(kMostTraceBytes);
  return out;
}

std::string sip_title(std::string_view message) {
  const std::string_view line = up_to_any(message, "\r\n");
  constexpr std::string_view kVersion = "SIP/2.0 ";
  if (line.starts_with(kVersion)) return printable_ascii(line.substr(kVersion.size()), 80);
  return printable_ascii(up_to_any(line, " "), 40);
}

bool SipTraceLimit::admit(TraceEntry& entry) {
  if (++messages_ > kMostMessages) return false;
  if (bytes_ + entry.detail.size() > kMostBytes)
    entry.detail = std::string{up_to_any(entry.detail, "\r\n")}.substr(0, 200);
  bytes_ += entry.detail.size();
  return true;
}

}  // namespace caselli

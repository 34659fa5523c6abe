#include "http/http_query.h"

#include "base/text.h"

namespace caselli {
namespace {

constexpr std::size_t kMostParameters = 100;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_unreserved(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '+' && plus_is_blank) {
      c = ' ';
    } else if (c == '%') {
      if (text.size() - i < 3) return {};
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return {};
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    if (c == '\0') return {};
    out.push_back(c);
  }
  return out;
}

std::string percent_encoded(std::string_view text) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_unreserved(byte)) {
      out.push_back(c);
    } else {
      out.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
    }
  }
  return out;
}

Result<QueryParameters> parse_query(std::string_view query) {
  QueryParameters parameters;
  while (!query.empty()) {
    const std::size_t end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
    if (pair.empty()) continue;
    if (parameters.size() == kMostParameters)
      return Error{Errc::invalid_argument, "the query has more than 100 parameters"};
    const std::size_t equals = pair.find('=');
    auto name = percent_decoded(pair.substr(0, equals), true);
    auto value = percent_decoded(equals == std::string_view::npos ? "" : pair.substr(equals + 1), true);
    if (!name || !value || !is_valid_utf8(*name) || !is_valid_utf8(*value))
      return Error{Errc::invalid_argument, "the query of the address is not percent-coded UTF-8; write a % as %25"};
    parameters.emplace_back(std::move(*name), std::move(*value));
  }
  return parameters;
}

Result<std::vector<std::string>> parse_path(std::string_view path) {
  if (path.empty() || path.front() != '/') return Error{Errc::invalid_argument, "the path does not begin with /"};
  std::vector<std::string> segments;
  for (const std::string& coded : split(path.substr(1), '/')) {
    auto segment = percent_decoded(coded);
    if (!segment || !is_valid_utf8(*segment))
      return Error{Errc::invalid_argument, "the path is not percent-coded UTF-8; write a % as %25"};
    segments.push_back(std::move(*segment));
  }
  return segments;
}

}  // namespace caselli

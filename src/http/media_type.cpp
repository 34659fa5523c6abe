#include "http/media_type.h"

#include "base/text.h"

namespace caselli {
namespace {

// Takes a quoted text from the front of `rest` (which begins after the opening quote).
std::optional<std::string> take_quoted(std::string_view& rest) {
  std::string out;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (rest[i] == '"') {
      rest.remove_prefix(i + 1);
      return out;
    }
    // Only quotes and backslashes are escaped: old browsers send `C:\letters\a.tif` bare.
    if (rest[i] == '\\' && i + 1 < rest.size() && (rest[i + 1] == '"' || rest[i + 1] == '\\')) ++i;
    out.push_back(rest[i]);
  }
  return {};
}

// RFC 9110 12.4.2: 0 to 1 with up to three decimals; anything else counts as 0.
int thousandths(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return 0;
  int value = (text[0] - '0') * 1000;
  if (text.size() > 1 && text[1] != '.') return 0;
  int weight = 100;
  for (std::size_t i = 2; i < text.size(); ++i, weight /= 10) {
    if (text[i] < '0' || text[i] > '9') return 0;
    value += (text[i] - '0') * weight;
  }
  return value > 1000 ? 0 : value;
}

// How exactly a range like `image/*` names `offer`: 0 not at all, 3 fully.
int closeness(std::string_view range, std::string_view offer) {
  if (range == offer) return 3;
  if (range.ends_with("/*") && range != "*/*" && offer.starts_with(range.substr(0, range.size() - 1))) return 2;
  return range == "*/*" || range == "*" ? 1 : 0;
}

}  // namespace

const std::string* HeaderValue::parameter(std::string_view name) const {
  for (const auto& [key, text] : parameters)
    if (key == name) return &text;
  return nullptr;
}

std::optional<HeaderValue> parse_header_value(std::string_view text) {
  HeaderValue out;
  std::size_t end = text.find(';');
  out.value = lower_ascii(trimmed(text.substr(0, end)));
  if (out.value.empty()) return {};
  std::string_view rest = end == std::string_view::npos ? "" : text.substr(end + 1);
  while (!(rest = trimmed(rest)).empty()) {
    if (rest.front() == ';') {
      rest.remove_prefix(1);
      continue;
    }
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos || equals == 0) return {};
    std::string name = lower_ascii(trimmed(rest.substr(0, equals)));
    rest = trimmed(rest.substr(equals + 1));
    std::optional<std::string> value;
    if (!rest.empty() && rest.front() == '"') {
      rest.remove_prefix(1);
      value = take_quoted(rest);
      rest = trimmed(rest);
      if (!rest.empty() && rest.front() != ';') return {};
    } else {
      end = rest.find(';');
      value = std::string{trimmed(rest.substr(0, end))};
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end);
    }
    if (!value || name.empty()) return {};
    out.parameters.emplace_back(std::move(name), std::move(*value));
  }
  return out;
}

int best_offer(std::string_view accept, const std::vector<std::string_view>& offers) {
  if (trimmed(accept).empty()) return offers.empty() ? -1 : 0;
  int best = -1;
  int best_quality = 0;
  for (std::size_t i = 0; i < offers.size(); ++i) {
    int quality = 0;
    int closest = 0;  // the range that names the type most exactly decides
    for (const std::string& item : split(accept, ',')) {
      const auto range = parse_header_value(item);
      if (!range) continue;
      const int close = closeness(range->value, offers[i]);
      if (close <= closest) continue;
      closest = close;
      const std::string* q = range->parameter("q");
      quality = q ? thousandths(*q) : 1000;
    }
    if (quality > best_quality) {
      best_quality = quality;
      best = static_cast<int>(i);
    }
  }
  return best;
}

}  // namespace caselli

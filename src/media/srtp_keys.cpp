#include "media/srtp_keys.h"

#include <optional>
#include <span>

#include "base/text.h"

namespace caselli {
namespace {

struct SuiteRow {
  SrtpSuite suite;
  std::string_view name;
};
constexpr SuiteRow kSrtpSuites[] = {
    {SrtpSuite::aes_cm_128_hmac_sha1_80, "AES_CM_128_HMAC_SHA1_80"},
    {SrtpSuite::aes_cm_128_hmac_sha1_32, "AES_CM_128_HMAC_SHA1_32"},
};

constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";  // RFC 4648, 4
constexpr std::size_t kKeyCharacters = 40;  // 30 octets fill their base64: no padding

// Each four characters are three octets.
bool read_master(std::string_view text, std::span<std::uint8_t, 30> master) {
  if (text.size() != kKeyCharacters) return false;
  std::uint32_t group = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t value = kBase64.find(text[i]);
    if (value == std::string_view::npos) return false;
    group = group << 6 | static_cast<std::uint32_t>(value);
    if (i % 4 != 3) continue;
    for (std::size_t octet = 0; octet < 3; ++octet)
      master[i / 4 * 3 + octet] = static_cast<std::uint8_t>(group >> (16 - 8 * octet));
  }
  return true;
}

bool only_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// `2^48` or a decimal number (RFC 4568, 6.1).
bool is_lifetime(std::string_view text) {
  if (text.starts_with("2^")) text.remove_prefix(2);
  return only_digits(text);
}

Error bad_crypto(Errc code, std::string_view what) {
  return {code, "a crypto line cannot be used: " + std::string{what}};
}

}  // namespace

std::string_view srtp_suite_name(SrtpSuite suite) {
  for (const SuiteRow& row : kSrtpSuites)
    if (row.suite == suite) return row.name;
  return {};
}

Result<SrtpKeys> parse_srtp_keys(std::string_view suite, std::string_view keys, std::string_view parameters) {
  SrtpKeys out;
  const SuiteRow* found = nullptr;
  for (const SuiteRow& row : kSrtpSuites)
    if (row.name == suite) found = &row;
  if (!found) return bad_crypto(Errc::unavailable, "its suite is neither AES_CM_128_HMAC_SHA1_80 nor _32");
  out.suite = found->suite;

  constexpr std::string_view kMethod = "inline:";
  if (!keys.starts_with(kMethod)) return bad_crypto(Errc::invalid_argument, "its key is not given as `inline:`");
  if (keys.find(';') != std::string_view::npos) return bad_crypto(Errc::unavailable, "it has several keys");
  const auto parts = split(keys.substr(kMethod.size()), '|');
  if (!read_master(parts[0], out.master))
    return bad_crypto(Errc::invalid_argument, "its key is not 40 characters of base64 for key and salt");
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (parts[i].find(':') != std::string::npos)
      return bad_crypto(Errc::unavailable, "it has a master key index (MKI)");
    if (i > 1 || !is_lifetime(parts[i])) return bad_crypto(Errc::invalid_argument, "its lifetime is not a number");
  }
  for (const std::string& parameter : split(parameters, ' ')) {
    // WSH only advises a window size; the others change what packets look like (6.3).
    if (!parameter.empty() && !parameter.starts_with("WSH="))
      return bad_crypto(Errc::unavailable,
                        "its session parameter `" + printable_ascii(parameter, 40) + "` is not supported");
  }
  return out;
}

std::string srtp_inline(const SrtpKeys& keys) {
  std::string out = "inline:";
  for (std::size_t at = 0; at < keys.master.size(); at += 3) {
    const std::uint32_t group = static_cast<std::uint32_t>(keys.master[at]) << 16 |
                                static_cast<std::uint32_t>(keys.master[at + 1]) << 8 | keys.master[at + 2];
    for (const int shift : {18, 12, 6, 0}) out.push_back(kBase64[group >> shift & 63]);
  }
  return out;
}

}  // namespace caselli

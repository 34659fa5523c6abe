#include "sip/sdp_crypto.h"

#include <algorithm>

#include "base/text.h"
#include "sip/sdp_text.h"

namespace caselli {
namespace {

constexpr std::string_view kBase64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kInline = "inline:";

// 30 bytes are 40 digits without padding.
constexpr std::size_t kKeyDigits = 40;
static_assert(kKeyDigits * 6 == std::tuple_size_v<SrtpKey> * 8);

std::optional<SrtpKey> key_of(std::string_view digits) {
  if (digits.size() != kKeyDigits) return std::nullopt;
  SrtpKey key{};
  for (std::size_t group = 0; group < kKeyDigits / 4; ++group) {
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      const std::size_t digit = kBase64Digits.find(digits[group * 4 + i]);
      if (digit == std::string_view::npos) return std::nullopt;
      bits = bits << 6 | static_cast<std::uint32_t>(digit);
    }
    for (std::size_t i = 0; i < 3; ++i) key[group * 3 + i] = static_cast<std::uint8_t>(bits >> (16 - 8 * i));
  }
  return key;
}

std::string digits_of(const SrtpKey& key) {
  std::string digits;
  for (std::size_t i = 0; i < key.size(); i += 3) {
    const std::uint32_t bits = static_cast<std::uint32_t>(key[i]) << 16 | key[i + 1] << 8 | key[i + 2];
    for (int shift = 18; shift >= 0; shift -= 6) digits += kBase64Digits[bits >> shift & 63];
  }
  return digits;
}

Error no_crypto(const std::string& why) { return Error{Errc::invalid_argument, "a crypto line " + why}; }

// A window size is advice, and a name with a minus may be passed over (RFC 4568 6.3.6, 6.3.7).
bool may_ignore(std::string_view parameter) {
  return parameter.starts_with('-') || lower_ascii(parameter).starts_with("wsh=");
}

}  // namespace

std::string_view name_of(SrtpSuite suite) {
  return suite == SrtpSuite::aes_cm_128_hmac_sha1_80 ? "AES_CM_128_HMAC_SHA1_80" : "AES_CM_128_HMAC_SHA1_32";
}

Result<SrtpOffer> read_crypto_line(const SdpCrypto& line) {
  SrtpOffer offer;
  offer.tag = line.tag;
  const bool is_80 = sdp_same_word(line.suite, name_of(SrtpSuite::aes_cm_128_hmac_sha1_80));
  if (!is_80 && !sdp_same_word(line.suite, name_of(SrtpSuite::aes_cm_128_hmac_sha1_32)))
    return no_crypto("names the suite `" + printable_ascii(line.suite, 40) + "`, which is not known here");
  offer.suite = is_80 ? SrtpSuite::aes_cm_128_hmac_sha1_80 : SrtpSuite::aes_cm_128_hmac_sha1_32;
  if (!lower_ascii(line.keys).starts_with(kInline)) return no_crypto("has no inline key");
  const auto parts = split(line.keys.substr(kInline.size()), '|');
  // Further keys come after a semicolon; each then has an identifier `|number:length`.
  if (line.keys.find(';') != std::string::npos ||
      std::any_of(parts.begin(), parts.end(), [](auto& part) { return part.find(':') != std::string::npos; }))
    return no_crypto("has a key identifier, which is not taken here");
  const auto key = key_of(parts.front());
  if (!key) return no_crypto("has a key that is not 30 bytes in base64");
  offer.key = *key;
  for (const std::string_view parameter : sdp_words(line.parameters))
    if (!may_ignore(parameter))
      return no_crypto("asks for `" + printable_ascii(parameter, 40) + "`, which is not taken here");
  return offer;
}

SdpCrypto crypto_line(const SrtpOffer& offer) {
  return {offer.tag, std::string{name_of(offer.suite)}, std::string{kInline} + digits_of(offer.key), {}};
}

}  // namespace caselli

#include "sip/sdp.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "sip/sdp_text.h"

namespace caselli {
namespace {

struct DirectionName {
  SdpDirection direction;
  std::string_view name;
  SdpDirection mirrored;
};
constexpr DirectionName kDirectionNames[] = {
    {SdpDirection::sendrecv, "sendrecv", SdpDirection::sendrecv},
    {SdpDirection::sendonly, "sendonly", SdpDirection::recvonly},
    {SdpDirection::recvonly, "recvonly", SdpDirection::sendonly},
    {SdpDirection::inactive, "inactive", SdpDirection::inactive},
};

const DirectionName& row_of(SdpDirection direction) { return kDirectionNames[static_cast<std::size_t>(direction)]; }

std::string net_address(const std::string& address) {
  return std::string{address.find(':') == std::string::npos ? "IN IP4 " : "IN IP6 "} + address;
}

class SdpWriter {
 public:
  explicit SdpWriter(std::string& out) : out_(out) {}

  void line(char type, const std::string& value) {
    out_ += type;
    out_ += '=';
    out_ += value;
    out_ += "\r\n";
  }

  void attribute(std::string_view name, const std::string& value) {
    line('a', value.empty() ? std::string{name} : std::string{name} + ":" + value);
  }

  void media(const SdpMedia& media, const std::string& session_address) {
    std::string head = media.type + " " + std::to_string(media.port) + " " + media.protocol;
    for (const SdpFormat& format : media.formats) head += " " + format.text;
    line('m', head);
    if (!media.address.empty() && media.address != session_address) line('c', net_address(media.address));
    for (const SdpFormat& each : media.formats) format(each);
    if (media.ptime_ms > 0) attribute("ptime", std::to_string(media.ptime_ms));
    // What every image line means without a word is left unsaid: some gateways expect so.
    if (media.active() && (media.kind != SdpMediaKind::image || media.direction != SdpDirection::sendrecv))
      attribute(name_of(media.direction), "");
    if (media.rtcp_port != 0)
      attribute("rtcp", std::to_string(media.rtcp_port) +
                            (media.rtcp_address.empty() ? "" : " " + net_address(media.rtcp_address)));
    for (const SdpCrypto& crypto : media.crypto)
      attribute("crypto", std::to_string(crypto.tag) + " " + crypto.suite + " " + crypto.keys +
                              (crypto.parameters.empty() ? "" : " " + crypto.parameters));
    for (const SdpAttribute& other : media.attributes) attribute(other.name, other.value);
  }

 private:
  void format(const SdpFormat& format) {
    if (!format.encoding.empty())
      attribute("rtpmap", format.text + " " + format.encoding + "/" + std::to_string(format.clock_rate) +
                              (format.channels == 1 ? "" : "/" + std::to_string(format.channels)));
    if (!format.parameters.empty()) attribute("fmtp", format.text + " " + format.parameters);
  }

  std::string& out_;
};

}  // namespace

std::string_view name_of(SdpDirection direction) { return row_of(direction).name; }
SdpDirection mirrored(SdpDirection direction) { return row_of(direction).mirrored; }

std::string print(const Sdp& sdp) {
  std::string out;
  SdpWriter write{out};
  const SdpOrigin& origin = sdp.origin;
  write.line('v', "0");
  write.line('o',
             origin.user + " " + origin.id + " " + std::to_string(origin.version) + " " + net_address(origin.address));
  write.line('s', "-");
  if (!sdp.address.empty()) write.line('c', net_address(sdp.address));
  write.line('t', "0 0");
  for (const SdpMedia& media : sdp.media) write.media(media, sdp.address);
  return out;
}

int ip_version(std::string_view address) {
  const std::string text{address};
  in6_addr binary{};
  if (inet_pton(AF_INET, text.c_str(), &binary) == 1) return 4;
  return inet_pton(AF_INET6, text.c_str(), &binary) == 1 ? 6 : 0;
}

bool is_nowhere(std::string_view address) {
  const std::string text{address};
  in6_addr binary{};  // all zero, as both "any" addresses are
  if (text.empty() || lower_ascii(text).ends_with(".invalid")) return true;
  if (inet_pton(AF_INET, text.c_str(), &binary) != 1 && inet_pton(AF_INET6, text.c_str(), &binary) != 1) return false;
  return std::all_of(std::begin(binary.s6_addr), std::end(binary.s6_addr), [](auto byte) { return byte == 0; });
}

std::vector<std::string_view> sdp_words(std::string_view line) {
  std::vector<std::string_view> words;
  while (true) {
    const std::size_t begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return words;
    line.remove_prefix(begin);
    const std::string_view word = line.substr(0, line.find_first_of(" \t"));
    words.push_back(word);
    line.remove_prefix(word.size());
  }
}

std::optional<std::uint64_t> sdp_number(std::string_view word, std::uint64_t most) {
  std::uint64_t number = 0;
  const char* end = word.data() + word.size();
  const auto [stop, error] = std::from_chars(word.data(), end, number);
  if (word.empty() || error != std::errc{} || stop != end || number > most) return std::nullopt;
  return number;
}

bool sdp_same_word(std::string_view a, std::string_view b) {
  return a.size() == b.size() && lower_ascii(a) == lower_ascii(b);
}

}  // namespace caselli

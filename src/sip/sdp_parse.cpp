#include <algorithm>
#include <array>

#include "base/text.h"
#include "sip/sdp.h"
#include "sip/sdp_text.h"

namespace caselli {
namespace {

Error unreadable_sdp(const std::string& what) {
  return Error{Errc::invalid_argument, "the session description cannot be read: " + what};
}

struct TransportName {
  std::string_view name;
  SdpTransport transport;
};
constexpr TransportName kTransportNames[] = {
    {"rtp/avp", SdpTransport::rtp_avp},
    {"rtp/savp", SdpTransport::rtp_savp},
    {"udptl", SdpTransport::udptl},
};

SdpTransport transport_of(std::string_view protocol) {
  for (const TransportName& row : kTransportNames)
    if (sdp_same_word(protocol, row.name)) return row.transport;
  return SdpTransport::other;
}

SdpMediaKind media_kind_of(std::string_view type) {
  if (sdp_same_word(type, "audio")) return SdpMediaKind::audio;
  return sdp_same_word(type, "image") ? SdpMediaKind::image : SdpMediaKind::other;
}

bool is_rtp(const SdpMedia& media) {
  return media.transport == SdpTransport::rtp_avp || media.transport == SdpTransport::rtp_savp;
}

SdpFormat format_of(std::string_view word, bool rtp) {
  SdpFormat format;
  format.text = word;
  const auto number = rtp ? sdp_number(word, 127) : std::nullopt;
  if (!number) return format;
  format.text = std::to_string(*number);
  format.payload_type = static_cast<int>(*number);
  // RFC 3551, table 4: known without an rtpmap.
  if (*number == 0 || *number == 8) {
    format.encoding = *number == 0 ? "PCMU" : "PCMA";
    format.clock_rate = 8000;
  }
  return format;
}

// `IN IP4 192.0.2.1/127` from `first` on; empty when it is something else.
std::string address_of(const std::vector<std::string_view>& words, std::size_t first) {
  if (words.size() < first + 3 || !sdp_same_word(words[first], "IN")) return {};
  return std::string{words[first + 2].substr(0, words[first + 2].find('/'))};
}

// Attributes of a media line that are understood here. Each says whether it took the value;
// what it did not take is kept as it came.
using ReadAttribute = bool (*)(SdpMedia& media, std::string_view value);

template <class Change>
bool change_format(SdpMedia& media, std::string_view payload_type, Change change) {
  const auto number = sdp_number(payload_type, 127);
  bool found = false;
  for (SdpFormat& format : media.formats)
    if (number && format.payload_type == static_cast<int>(*number)) {
      change(format);
      found = true;
    }
  return found;
}

bool read_rtpmap(SdpMedia& media, std::string_view value) {
  const auto words = sdp_words(value);
  if (words.size() < 2) return false;
  const auto parts = split(words[1], '/');
  const auto rate = parts.size() < 2 ? std::nullopt : sdp_number(trimmed(parts[1]), 1'000'000);
  const auto channels = parts.size() < 3 ? 1 : sdp_number(trimmed(parts[2]), 255);
  if (parts[0].empty() || !rate || !channels) return false;
  return change_format(media, words[0], [&](SdpFormat& format) {
    format.encoding = parts[0];
    for (char& letter : format.encoding)
      if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    format.clock_rate = static_cast<int>(*rate);
    format.channels = static_cast<int>(*channels);
  });
}

bool read_fmtp(SdpMedia& media, std::string_view value) {
  const auto words = sdp_words(value);
  if (words.size() < 2) return false;
  const std::string_view rest = value.substr(static_cast<std::size_t>(words[1].data() - value.data()));
  return change_format(media, words[0], [&](SdpFormat& format) { format.parameters = rest; });
}

bool read_ptime(SdpMedia& media, std::string_view value) {
  const auto number = sdp_number(value, 1000);
  if (!number || *number == 0) return false;
  media.ptime_ms = static_cast<int>(*number);
  return true;
}

bool read_rtcp(SdpMedia& media, std::string_view value) {
  const auto words = sdp_words(value);
  const auto port = words.empty() ? std::nullopt : sdp_number(words[0], 65535);
  if (!port || *port == 0) return false;
  media.rtcp_port = static_cast<std::uint16_t>(*port);
  media.rtcp_address = address_of(words, 1);
  return true;
}

bool read_crypto(SdpMedia& media, std::string_view value) {
  const auto words = sdp_words(value);
  const auto tag = words.size() < 3 ? std::nullopt : sdp_number(words[0], 999'999'999);
  if (!tag) return false;
  SdpCrypto crypto{static_cast<int>(*tag), std::string{words[1]}, std::string{words[2]}, {}};
  for (std::size_t i = 3; i < words.size(); ++i) crypto.parameters += (i > 3 ? " " : "") + std::string{words[i]};
  media.crypto.push_back(std::move(crypto));
  return true;
}

template <SdpDirection kDirection>
bool read_direction(SdpMedia& media, std::string_view) {
  media.direction = kDirection;
  return true;
}

struct AttributeRow {
  std::string_view name;
  ReadAttribute read;
};
constexpr AttributeRow kAttributeRows[] = {
    {"rtpmap", read_rtpmap},
    {"fmtp", read_fmtp},
    {"ptime", read_ptime},
    {"rtcp", read_rtcp},
    {"crypto", read_crypto},
    {"sendrecv", read_direction<SdpDirection::sendrecv>},
    {"sendonly", read_direction<SdpDirection::sendonly>},
    {"recvonly", read_direction<SdpDirection::recvonly>},
    {"inactive", read_direction<SdpDirection::inactive>},
};

class SdpReader {
 public:
  // One line, without blanks around it.
  Status read(std::string_view line) {
    if (line.size() < 2 || line[1] != '=') return Done{};
    const std::string_view value = trimmed(line.substr(2));
    switch (line[0]) {
      case 'o':
        read_origin(value);
        return Done{};
      case 'c':
        read_connection(value);
        return Done{};
      case 'm':
        return read_media(value);
      case 'a':
        read_attribute(value);
        return Done{};
      default:
        return Done{};
    }
  }

  Result<Sdp> finish() && {
    if (sdp_.media.empty()) return unreadable_sdp("it has no media line");
    for (SdpMedia& media : sdp_.media) {
      if (media.address.empty()) media.address = sdp_.address;
      // What a line that is switched off says besides means nothing (RFC 3264 5.1).
      if (!media.active()) media = switched_off(media);
    }
    return std::move(sdp_);
  }

 private:
  static SdpMedia switched_off(const SdpMedia& media) {
    SdpMedia off;
    off.kind = media.kind;
    off.type = media.type;
    off.transport = media.transport;
    off.protocol = media.protocol;
    off.address = media.address;
    for (const SdpFormat& format : media.formats) off.formats.emplace_back().text = format.text;
    return off;
  }

  // `user id version IN IP4 address`; a user of several words is against the rules, not rare.
  void read_origin(std::string_view value) {
    const auto words = sdp_words(value);
    if (words.size() < 6) return;
    const std::size_t id = words.size() - 5;
    const auto version = sdp_number(words[id + 1], UINT64_MAX);
    sdp_.origin = {std::string{words[0]}, std::string{words[id]}, version.value_or(0), std::string{words[id + 4]}};
  }

  void read_connection(std::string_view value) {
    const std::string address = address_of(sdp_words(value), 0);
    if (address.empty()) return;
    (sdp_.media.empty() ? sdp_.address : sdp_.media.back().address) = address;
  }

  Status read_media(std::string_view value) {
    const auto words = sdp_words(value);
    if (sdp_.media.size() == kMostSdpMedia) return unreadable_sdp("it has more than 32 media lines");
    const auto port = words.size() < 3 ? std::nullopt : sdp_number(words[1].substr(0, words[1].find('/')), 65535);
    if (!port) return unreadable_sdp("its line `m=" + printable_ascii(value, 60) + "` has no type, port and protocol");
    SdpMedia media;
    media.kind = media_kind_of(words[0]);
    media.type = words[0];
    media.port = static_cast<std::uint16_t>(*port);
    media.transport = transport_of(words[2]);
    media.protocol = words[2];
    media.direction = direction_;
    for (std::size_t i = 3; i < words.size(); ++i) media.formats.push_back(format_of(words[i], is_rtp(media)));
    sdp_.media.push_back(std::move(media));
    return Done{};
  }

  void read_attribute(std::string_view text) {
    const std::size_t colon = text.find(':');
    const std::string_view name = trimmed(text.substr(0, colon));
    const std::string_view value = colon == std::string_view::npos ? "" : trimmed(text.substr(colon + 1));
    if (name.empty()) return;
    const auto row = std::find_if(std::begin(kAttributeRows), std::end(kAttributeRows),
                                  [&](const AttributeRow& each) { return sdp_same_word(each.name, name); });
    if (sdp_.media.empty()) {
      // Before the first media line only the direction is of use: it is that of all lines.
      SdpMedia all;
      all.direction = direction_;
      if (row != std::end(kAttributeRows) && row->read(all, value)) direction_ = all.direction;
      return;
    }
    SdpMedia& media = sdp_.media.back();
    if (row == std::end(kAttributeRows) || !row->read(media, value))
      media.attributes.push_back({std::string{name}, std::string{value}});
  }

  // Read where no o= line is: it names nobody.
  Sdp sdp_{{.user = "-", .id = "0", .version = 0, .address = "0.0.0.0"}, {}, {}};
  SdpDirection direction_ = SdpDirection::sendrecv;
};

}  // namespace

Result<Sdp> parse_sdp(std::string_view text) {
  // Some senders count the end of their C string.
  while (!text.empty() && text.back() == '\0') text.remove_suffix(1);
  if (text.size() > kMostSdpBytes) return unreadable_sdp("it has more than 16 kB");
  SdpReader reader;
  int lines = 0;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::string_view content = trimmed(line);
    if (content.empty()) continue;
    if (++lines > kMostSdpLines) return unreadable_sdp("it has more than 500 lines");
    const auto is_control = [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F; };
    if (std::any_of(content.begin(), content.end(), is_control)) return unreadable_sdp("it has control characters");
    if (Status status = reader.read(content); !status) return status.error();
  }
  return std::move(reader).finish();
}

}  // namespace caselli

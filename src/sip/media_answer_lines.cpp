#include "sip/media_answer_lines.h"

#include <arpa/inet.h>

#include <algorithm>

#include "base/text.h"
#include "sip/sdp_text.h"

namespace caselli {
namespace {

struct CodecRow {
  AudioCodec codec;
  std::string_view name;
  int payload_type;  // RFC 3551, table 4
};
constexpr CodecRow kCodecRows[] = {
    {AudioCodec::pcmu, "PCMU", 0},
    {AudioCodec::pcma, "PCMA", 8},
};

const CodecRow& codec_row(AudioCodec codec) { return kCodecRows[static_cast<std::size_t>(codec)]; }

// What the far end should leave alone in the sound: no silence left out, no echo taken
// away (RFC 3108 5.6). Who does not know these attributes passes over them.
const std::vector<SdpAttribute> kFaxAudioAttributes{{"silenceSupp", "off - - - -"}, {"ecan", "fb off -"}};

bool is_multicast(const std::string& address) {
  in_addr four{};
  if (inet_pton(AF_INET, address.c_str(), &four) == 1)
    return (ntohl(four.s_addr) >> 28) >= 14;  // also 240/4, broadcast
  in6_addr six{};
  return inet_pton(AF_INET6, address.c_str(), &six) == 1 && six.s6_addr[0] == 0xFF;
}

// Why nothing can be sent to `address`; empty when it can.
std::string address_fault(const std::string& address, const LocalMedia& local) {
  if (is_nowhere(address)) return {};  // it is on hold
  const std::string shown = "`" + printable_ascii(address, 60) + "`";
  const int version = ip_version(address);
  if (version == 0) return "the address " + shown + " is a name, not a number";
  if (is_multicast(address)) return "the address " + shown + " is not that of one machine";
  if (version != ip_version(local.address))
    return "the address " + shown + " is IPv" + std::to_string(version) + ", this call's is not";
  return {};
}

bool wants_nothing(const SdpMedia& far) {
  return is_nowhere(far.address) || far.direction == SdpDirection::sendonly || far.direction == SdpDirection::inactive;
}

struct CodecChoice {
  AudioCodec codec;
  int payload_type;
};

// The far end's first that we allow: its order spares the network a change of coding
// (RFC 3264 6.1 recommends it).
std::optional<CodecChoice> choose_codec(const SdpMedia& far, const LocalMedia& local) {
  for (const SdpFormat& format : far.formats) {
    const auto codec = parse_audio_codec(format.encoding);
    if (!codec || format.payload_type < 0 || format.clock_rate != 8000 || format.channels != 1) continue;
    if (std::find(local.codecs.begin(), local.codecs.end(), *codec) != local.codecs.end())
      return CodecChoice{*codec, format.payload_type};
  }
  return std::nullopt;
}

std::string codec_fault(const SdpMedia& far) {
  std::string names;
  for (const SdpFormat& format : far.formats)
    names += (names.empty() ? "" : ", ") + printable_ascii(format.encoding.empty() ? format.text : format.encoding, 20);
  return "none of its codecs (" + names.substr(0, 100) + ") is taken on this line";
}

// The first crypto line that can be taken, or why there is none.
Result<SrtpOffer> choose_crypto(const SdpMedia& far) {
  Error fault{Errc::invalid_argument, "it has no crypto line"};
  for (const SdpCrypto& line : far.crypto) {
    auto offer = read_crypto_line(line);
    if (offer) return offer;
    fault = offer.error();
  }
  return fault;
}

LineReading read_audio_line(const SdpMedia& far, const LocalMedia& local) {
  if (local.audio_port == 0) return std::string{"audio is not taken now"};
  const SdpTransport wanted = local.srtp ? SdpTransport::rtp_savp : SdpTransport::rtp_avp;
  if (far.transport != wanted)
    return printable_ascii(far.protocol, 40) + " is not taken on this line, only " +
           (local.srtp ? "RTP/SAVP" : "RTP/AVP");
  if (std::string fault = address_fault(far.address, local); !fault.empty()) return fault;
  const auto codec = choose_codec(far, local);
  if (!codec) return codec_fault(far);

  AudioAgreed agreed;
  agreed.codec = codec->codec;
  // The same number both ways, as RFC 3264 6.1 would have it.
  agreed.send_payload_type = agreed.receive_payload_type = codec->payload_type;
  agreed.address = far.address;
  agreed.port = far.port;
  // A port for RTCP elsewhere is taken only where media may go too.
  const bool own_rtcp = far.rtcp_port != 0 && address_fault(far.rtcp_address, local).empty();
  agreed.rtcp_port = own_rtcp ? far.rtcp_port : static_cast<std::uint16_t>(far.port == 65535 ? 0 : far.port + 1);
  agreed.rtcp_address = own_rtcp && !far.rtcp_address.empty() ? far.rtcp_address : far.address;
  const bool usable_ptime = far.ptime_ms >= 10 && far.ptime_ms <= 60 && far.ptime_ms % 10 == 0;
  agreed.ptime_ms = usable_ptime ? far.ptime_ms : local.ptime_ms;
  agreed.held = wants_nothing(far);
  if (!local.srtp) return agreed;
  const auto crypto = choose_crypto(far);
  if (!crypto) return crypto.error().text;
  agreed.srtp = SrtpAgreed{crypto->tag, crypto->suite, *local.srtp, crypto->key};
  return agreed;
}

LineReading read_image_line(const SdpMedia& far, const LocalMedia& local) {
  if (local.t38_port == 0) return std::string{"T.38 is not taken now"};
  if (far.transport != SdpTransport::udptl)
    return "T.38 over " + printable_ascii(far.protocol, 40) + " is not taken, only UDPTL";
  const bool is_t38 = std::any_of(far.formats.begin(), far.formats.end(),
                                  [](const SdpFormat& format) { return sdp_same_word(format.text, "t38"); });
  if (!is_t38) return std::string{"the image line is not of T.38"};
  if (std::string fault = address_fault(far.address, local); !fault.empty()) return fault;
  T38Agreed agreed;
  agreed.terms = read_t38_terms(far);
  agreed.address = far.address;
  agreed.port = far.port;
  agreed.held = wants_nothing(far);
  return agreed;
}

SdpMedia new_line(SdpMediaKind kind, const char* type, std::uint16_t port, SdpTransport transport, const char* protocol,
                  const LocalMedia& local) {
  SdpMedia line;
  line.kind = kind;
  line.type = type;
  line.port = port;
  line.transport = transport;
  line.protocol = protocol;
  line.address = local.address;
  return line;
}

SdpFormat codec_format(AudioCodec codec, int payload_type) {
  SdpFormat format;
  format.text = std::to_string(payload_type);
  format.payload_type = payload_type;
  format.encoding = name_of(codec);
  format.clock_rate = 8000;
  return format;
}

// Ours in return to the far end's direction; 0.0.0.0 says: do not send to me (RFC 3264 8.4).
SdpDirection answered_direction(const SdpMedia& far) {
  if (!is_nowhere(far.address) || far.direction == SdpDirection::inactive) return mirrored(far.direction);
  return far.direction == SdpDirection::recvonly ? SdpDirection::inactive : SdpDirection::recvonly;
}

}  // namespace

std::string_view name_of(AudioCodec codec) { return codec_row(codec).name; }

std::optional<AudioCodec> parse_audio_codec(std::string_view name) {
  for (const CodecRow& row : kCodecRows)
    if (sdp_same_word(name, row.name)) return row.codec;
  return std::nullopt;
}

LineReading read_far_line(const SdpMedia& far, const LocalMedia& local) {
  if (far.kind == SdpMediaKind::audio) return read_audio_line(far, local);
  if (far.kind == SdpMediaKind::image) return read_image_line(far, local);
  return printable_ascii(far.type, 40) + " is not taken here";
}

SdpMedia audio_offer_line(const LocalMedia& local) {
  SdpMedia line =
      new_line(SdpMediaKind::audio, "audio", local.audio_port,
               local.srtp ? SdpTransport::rtp_savp : SdpTransport::rtp_avp, local.srtp ? "RTP/SAVP" : "RTP/AVP", local);
  for (const AudioCodec codec : local.codecs)
    line.formats.push_back(codec_format(codec, codec_row(codec).payload_type));
  line.ptime_ms = local.ptime_ms;
  if (local.srtp) line.crypto.push_back(crypto_line({.key = *local.srtp}));
  line.attributes = kFaxAudioAttributes;
  return line;
}

SdpMedia t38_offer_line(const LocalMedia& local) {
  SdpMedia line = new_line(SdpMediaKind::image, "image", local.t38_port, SdpTransport::udptl, "udptl", local);
  line.formats.emplace_back().text = "t38";
  T38Terms terms = local.t38;
  // Simple peers take the last of several, or stumble.
  if (terms.error_correction.size() > 1) terms.error_correction.resize(1);
  line.attributes = t38_attributes(terms);
  return line;
}

SdpMedia audio_answer_line(const SdpMedia& far, const AudioAgreed& agreed, const LocalMedia& local) {
  SdpMedia line = audio_offer_line(local);
  line.type = far.type;
  line.protocol = far.protocol;
  line.formats = {codec_format(agreed.codec, agreed.receive_payload_type)};
  line.direction = answered_direction(far);
  if (agreed.srtp) line.crypto = {crypto_line({agreed.srtp->tag, agreed.srtp->suite, agreed.srtp->ours})};
  return line;
}

SdpMedia t38_answer_line(const SdpMedia& far, const LocalMedia& local) {
  SdpMedia line = t38_offer_line(local);
  line.type = far.type;
  line.protocol = far.protocol;
  line.direction = answered_direction(far);
  line.attributes = t38_attributes(answer_terms(read_t38_terms(far), local.t38));
  return line;
}

SdpMedia refused_line(const SdpMedia& line, const LocalMedia& local) {
  SdpMedia refused;
  refused.kind = line.kind;
  refused.type = line.type;
  refused.transport = line.transport;
  refused.protocol = line.protocol;
  refused.address = local.address;
  for (const SdpFormat& format : line.formats) refused.formats.emplace_back().text = format.text;
  // The line must name a format though it means nothing now (RFC 3264 6).
  if (refused.formats.empty()) refused.formats.emplace_back().text = "0";
  return refused;
}

Sdp with_origin(Sdp fresh, const LocalMedia& local, const std::optional<Sdp>& previous) {
  fresh.address = local.address;
  if (!previous) {
    fresh.origin = {"-", std::to_string(local.session_id), 1, local.address};
    return fresh;
  }
  fresh.origin = previous->origin;
  if (fresh != *previous) ++fresh.origin.version;
  return fresh;
}

}  // namespace caselli

#pragma once
// A far end's lines and our end's settings, for the tests of offers and answers.

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "sip/media_answer.h"

namespace caselli::offer_testing {

inline const std::string kHead = "v=0\r\no=far 100 5 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";
inline const std::string kImageLine =
    "m=image 4002 udptl t38\r\na=T38FaxVersion:0\r\na=T38MaxBitRate:9600\r\na=T38FaxRateManagement:transferredTCF\r\n"
    "a=T38FaxMaxBuffer:200\r\na=T38FaxMaxDatagram:320\r\na=T38FaxUdpEC:t38UDPRedundancy\r\n";
inline const std::string kAudioLine =
    "m=audio 4000 RTP/AVP 8 0 101\r\na=rtpmap:101 telephone-event/8000\r\na=ptime:30\r\n";

inline LocalMedia local_media() {
  LocalMedia local;
  local.session_id = 4711;
  local.address = "198.51.100.7";
  local.audio_port = 20000;
  local.t38_port = 20002;
  return local;
}

inline LocalMedia without_t38() {
  LocalMedia local = local_media();
  local.t38_port = 0;
  return local;
}

inline LocalMedia without_audio() {
  LocalMedia local = local_media();
  local.audio_port = 0;
  return local;
}

inline LocalMedia with_srtp() {
  LocalMedia local = local_media();
  local.srtp.emplace().fill(7);
  return local;
}

inline Sdp sdp_of(const std::string& text) {
  auto sdp = parse_sdp(text);
  EXPECT_TRUE(sdp.ok()) << text;
  return sdp.ok() ? *std::move(sdp) : Sdp{};
}

inline Sdp far_sdp(const std::string& lines) { return sdp_of(kHead + lines); }

inline MediaAnswer answered(const Sdp& offer, const LocalMedia& local,
                            const std::optional<Sdp>& previous = std::nullopt) {
  auto answer = answer_offer(offer, local, previous);
  if (auto* refusal = std::get_if<MediaRefusal>(&answer)) {
    ADD_FAILURE() << refusal->reason;
    return {};
  }
  return std::get<MediaAnswer>(std::move(answer));
}

inline std::string media_lines(const Sdp& sdp) {
  std::string lines;
  for (const SdpMedia& line : sdp.media) lines += line.type + " " + std::to_string(line.port) + ";";
  return lines;
}

}  // namespace caselli::offer_testing

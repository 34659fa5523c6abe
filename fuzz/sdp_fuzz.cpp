// A session description from the far end: read, answered by every kind of line, taken as
// the answer to each of our offers, printed and read again.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "sip/media_answer.h"

namespace {

using namespace caselli;

void require(bool holds) {
  if (!holds) std::abort();
}

bool within_limits(const std::string& text) {
  return text.size() <= kMostSdpBytes && std::count(text.begin(), text.end(), '\n') <= kMostSdpLines;
}

LocalMedia local_media(bool ipv6, bool srtp, Transport preferred) {
  LocalMedia local;
  local.session_id = 1;
  local.address = ipv6 ? "2001:db8::7" : "198.51.100.7";
  local.audio_port = 20000;
  local.t38_port = 20002;
  if (srtp) local.srtp.emplace().fill(1);
  local.preferred = preferred;
  return local;
}

void check_agreed(const MediaAgreed& agreed, const LocalMedia& local) {
  if (const auto* t38 = std::get_if<T38Agreed>(&agreed)) {
    require(t38->port != 0 && t38->terms.error_correction.size() == 1);
    require(t38->terms.version <= local.t38.version && t38->terms.max_bit_rate <= local.t38.max_bit_rate);
    require(t38->held || ip_version(t38->address) == ip_version(local.address));
    return;
  }
  const auto& audio = std::get<AudioAgreed>(agreed);
  require(audio.port != 0 && audio.ptime_ms >= 10 && audio.ptime_ms <= 60);
  require(audio.send_payload_type >= 0 && audio.send_payload_type <= 127);
  require(audio.held || ip_version(audio.address) == ip_version(local.address));
  require(audio.srtp.has_value() == local.srtp.has_value());
}

void check_as_offer(const Sdp& far, const LocalMedia& local) {
  const OfferedMedia offered = offered_media(far, local);
  const auto answer = answer_offer(far, local);
  const auto* taken = std::get_if<MediaAnswer>(&answer);
  require((taken != nullptr) == (offered.audio || offered.t38));
  if (!taken) return require(!std::get<MediaRefusal>(answer).reason.empty());
  check_agreed(taken->agreed, local);
  require(taken->sdp.media.size() == far.media.size());
  require(std::count_if(taken->sdp.media.begin(), taken->sdp.media.end(),
                        [](const SdpMedia& line) { return line.active(); }) == 1);
  const std::string text = print(taken->sdp);
  if (!within_limits(text)) return;
  const auto again = parse_sdp(text);
  require(again.ok() && print(*again) == text);
  require(std::get<MediaAnswer>(answer_offer(far, local, taken->sdp)).sdp == taken->sdp);
}

void check_as_answer(const Sdp& far, const LocalMedia& local) {
  for (const OfferKinds kinds : {OfferKinds::audio, OfferKinds::t38, OfferKinds::audio_and_t38}) {
    const auto read = read_answer(make_offer(local, kinds), far, local);
    if (const auto* accepted = std::get_if<AnswerAccepted>(&read)) check_agreed(accepted->agreed, local);
  }
  const Sdp next = make_offer(local, OfferKinds::t38, far);
  require(next.media.size() >= far.media.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto sdp = parse_sdp({reinterpret_cast<const char*>(data), size});
  if (!sdp) return 0;
  const std::string text = print(*sdp);
  if (within_limits(text)) {
    const auto again = parse_sdp(text);
    require(again.ok() && *again == *sdp && is_same_session(*again, *sdp));
  }
  // One of the eight kinds of line, by the length of the text.
  const LocalMedia local =
      local_media((size & 1) != 0, (size & 2) != 0, (size & 4) != 0 ? Transport::audio : Transport::t38);
  check_as_offer(*sdp, local);
  check_as_answer(*sdp, local);
  return 0;
}

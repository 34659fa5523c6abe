// Datagrams of a call, as a far end or a stranger may send them: each is parsed as RTP and as
// RTCP, heard by a whole call in clear, and refused by one with keys. The input is a row of
// records: milliseconds to wait (one octet; 200 and more: seconds less 199), size (one octet),
// datagram. What was parsed is built again and must read the same.

#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include "media/rtp_audio.h"

namespace {

using namespace caselli;

// What is heard must fit together: never more audio than time, never time out of nothing.
void check_heard(const RtpAudio::Out& out, Samples ticks) {
  Samples elapsed = 0;
  for (const MediaIn& in : out.heard) {
    if (in.elapsed <= 0 || static_cast<Samples>(in.audio.size()) > in.elapsed) std::abort();
    elapsed += in.elapsed;
  }
  if (elapsed > ticks * (kTick + 8)) std::abort();
  for (const auto& packet : out.rtp)
    if (!parse_rtp(packet) || is_rtcp(packet)) std::abort();
  for (const auto& packet : out.rtcp)
    if (!parse_rtcp(packet) || !is_rtcp(packet)) std::abort();
}

void check_parsers(std::span<const std::uint8_t> datagram) {
  if (const auto packet = parse_rtp(datagram)) {
    std::vector<std::uint8_t> built;
    build_rtp(*packet, built);
    const auto again = parse_rtp(built);
    if (!again || again->sequence != packet->sequence || again->payload.size() != packet->payload.size()) std::abort();
  }
  if (const auto compound = parse_rtcp(datagram); compound && compound->names.size() <= 31) {
    const auto built = build_rtcp(*compound);
    if (built.empty()) return;
    const auto again = parse_rtcp(built);
    if (!again || !(*again == *compound)) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  RtpAudioConfig config;
  config.dynamic = {{97, G711Law::a}};
  config.cname = "fuzz";
  const auto clear = RtpAudio::make(config, Monotonic{});
  config.our_keys = config.their_keys = SrtpKeys{};
  const auto sealed = RtpAudio::make(config, Monotonic{});
  RtpAudio::Out out;
  Monotonic now{};
  std::vector<std::int16_t> said;
  for (std::span<const std::uint8_t> rest{data, size}; rest.size() >= 2;) {
    const Monotonic wait = rest[0] < 200 ? std::chrono::milliseconds{rest[0]} : std::chrono::seconds{rest[0] - 199};
    const auto datagram = rest.subspan(2, std::min<std::size_t>(rest[1], rest.size() - 2));
    check_parsers(datagram);
    static_cast<void>((*clear)->on_packet(now, datagram));
    if ((*sealed)->on_packet(now, datagram).ok()) std::abort();
    now += wait;
    (*clear)->tick(now, out);
    check_heard(out, wait / std::chrono::milliseconds{20} + 1);
    for (const MediaIn& in : out.heard) {
      // Something to say now and then, so that both ways of driving the listener are met.
      said.assign(static_cast<std::size_t>(in.elapsed), rest[0] % 2 == 0 ? std::int16_t{0} : std::int16_t{5000});
      (*clear)->put(said);
    }
    rest = rest.subspan(2 + datagram.size());
  }
  return 0;
}

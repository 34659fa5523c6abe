#pragma once
// What crosses between a call and a fax session: line time, audio, IFP packets.
// Plain values, so that either side can move to another thread or process.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace caselli {

// Line time: 8000 to the second, in audio and T.38 calls alike.
using Samples = std::int64_t;
inline constexpr Samples kSampleRate = 8000;
inline constexpr Samples kTick = 160;  // 20 ms: one exchange

enum class Direction { none, send, receive };
enum class Transport { none, audio, t38 };

std::string_view name_of(Direction direction);
std::string_view name_of(Transport transport);
std::optional<Direction> parse_direction(std::string_view name);
std::optional<Transport> parse_transport(std::string_view name);

// One T.38 Internet Facsimile Packet (T.38 clause 7), without its UDPTL wrapping.
struct IfpPacket {
  std::uint16_t seq = 0;  // UDPTL sequence number; wraps at 65536
  int copies = 1;         // how often the engine wants it sent (indicators are repeated)
  std::vector<std::uint8_t> bytes;
};

// What the call heard while `elapsed` samples of line time went by. Audio calls:
// `audio` holds what arrived; when it is shorter than `elapsed` the rest was lost on the
// way (never replaced by silence: a modem survives a gap it is told of, not one it is
// not). T.38 calls: the packets that arrived, in order of arrival.
struct MediaIn {
  Samples elapsed = 0;
  std::vector<std::int16_t> audio;
  std::vector<IfpPacket> packets;
};

// What the session wants sent for that time: `elapsed` samples of audio, or packets.
struct MediaOut {
  std::vector<std::int16_t> audio;
  std::vector<IfpPacket> packets;
};

// Counters of the media path, kept by whoever moves packets.
struct MediaStats {
  int packets_lost = 0;
  int packets_recovered = 0;
  double jitter_ms = 0;
  bool operator==(const MediaStats&) const = default;
};

}  // namespace caselli

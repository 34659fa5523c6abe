#include "media/udptl.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace caselli {
namespace {

// Reads fields of basic aligned PER (X.691), all of which begin at an octet here. What
// goes wrong first is kept; from then on everything read is empty.
class UdptlReader {
 public:
  explicit UdptlReader(Octets octets) : rest_(octets) {}

  unsigned octet() {
    if (rest_.empty()) {
      fail("ends too early");
      return 0;
    }
    const unsigned value = rest_.front();
    rest_ = rest_.subspan(1);
    return value;
  }

  // A length or count without bounds (X.691 11.9).
  std::size_t length() {
    const unsigned first = octet();
    if (first < 0x80) return first;
    if (first >= 0xC0) {
      fail("has a field in fragments");
      return 0;
    }
    return (first & 0x3F) << 8 | octet();
  }

  // An open type or an octet string: its length and its octets.
  Octets field() {
    const std::size_t size = length();
    if (size > rest_.size()) {
      fail("has a field longer than what came");
      return {};
    }
    const Octets taken = rest_.first(size);
    rest_ = rest_.subspan(size);
    return taken;
  }

  void fail(std::string_view why) {
    if (why_.empty()) why_ = why;
    rest_ = {};
  }
  std::string_view why() const { return why_; }

 private:
  Octets rest_;
  std::string_view why_;  // empty while all is well
};

// An integer without bounds (X.691 clause 13): length, then two's complement.
int read_fec_packets(UdptlReader& in) {
  const Octets value = in.field();
  if (value.empty() || value.size() > 4 || (value.front() & 0x80) != 0) {
    in.fail("counts the packets of its parities in a way nobody means");
    return 0;
  }
  unsigned number = 0;
  for (const auto octet : value) number = number << 8 | octet;
  return static_cast<int>(number);
}

std::size_t length_size(std::size_t length) { return length < 0x80 ? 1 : 2; }

void put_length(std::vector<std::uint8_t>& out, std::size_t length) {
  if (length >= 0x80) out.push_back(static_cast<std::uint8_t>(0x80 | length >> 8));
  out.push_back(static_cast<std::uint8_t>(length));
}

void put_field(std::vector<std::uint8_t>& out, Octets octets) {
  put_length(out, octets.size());
  out.insert(out.end(), octets.begin(), octets.end());
}

// Numbers up to 127 in one octet, larger ones in as many as their sign needs.
void put_fec_packets(std::vector<std::uint8_t>& out, int number) {
  int octets = 1;
  while (octets < 4 && number >> (8 * octets - 1) != 0) ++octets;
  put_length(out, static_cast<std::size_t>(octets));
  while (octets-- > 0) out.push_back(static_cast<std::uint8_t>(number >> (8 * octets)));
}

Status check_fields(const UdptlPacket& packet) {
  if (packet.primary.empty()) return Error{Errc::invalid_argument, "a UDPTL packet needs an IFP packet to carry"};
  if (packet.items.size() > kUdptlMostItems)
    return Error{Errc::invalid_argument, "a UDPTL packet was to carry " + std::to_string(packet.items.size()) +
                                             " secondary packets or parities; " + std::to_string(kUdptlMostItems) +
                                             " is the most"};
  if (packet.fec_packets < 0) return Error{Errc::invalid_argument, "a parity cannot cover less than no packet"};
  std::size_t longest = packet.primary.size();
  for (const auto item : packet.items) longest = std::max(longest, item.size());
  if (longest > kUdptlMostOctets)
    return Error{Errc::invalid_argument, "an IFP packet of " + std::to_string(longest) +
                                             " octets is too long for UDPTL; " + std::to_string(kUdptlMostOctets) +
                                             " is the most without fragments"};
  return Done{};
}

constexpr std::uint8_t kParitiesChosen = 0x80;  // the choice's one bit, then padding

}  // namespace

Result<UdptlPacket> parse_udptl(Octets datagram) {
  UdptlReader in(datagram);
  UdptlPacket packet;
  packet.seq = static_cast<std::uint16_t>(in.octet() << 8);
  packet.seq = static_cast<std::uint16_t>(packet.seq | in.octet());
  packet.primary = in.field();
  if ((in.octet() & kParitiesChosen) != 0) {
    packet.recovery = UdptlPacket::Recovery::parities;
    packet.fec_packets = read_fec_packets(in);
  }
  const std::size_t count = in.length();
  if (count > kUdptlMostItems) in.fail("has more secondary packets or parities than anyone sends");
  for (std::size_t i = 0; i < count && in.why().empty(); ++i) packet.items.push_back(in.field());
  if (!in.why().empty())
    return Error{Errc::invalid_argument,
                 "a UDPTL datagram of " + std::to_string(datagram.size()) + " octets " + std::string(in.why())};
  return packet;
}

std::size_t udptl_size(const UdptlPacket& packet) {
  std::size_t size = 2 + length_size(packet.primary.size()) + packet.primary.size() + 1;
  if (packet.recovery == UdptlPacket::Recovery::parities) {
    size += 2;
    for (int octets = 1; octets < 4 && packet.fec_packets >> (8 * octets - 1) != 0; ++octets) ++size;
  }
  size += length_size(packet.items.size());
  for (const auto item : packet.items) size += length_size(item.size()) + item.size();
  return size;
}

Result<std::vector<std::uint8_t>> build_udptl(const UdptlPacket& packet) {
  if (const auto sound = check_fields(packet); !sound) return sound.error();
  std::vector<std::uint8_t> out;
  out.reserve(udptl_size(packet));
  out.push_back(static_cast<std::uint8_t>(packet.seq >> 8));
  out.push_back(static_cast<std::uint8_t>(packet.seq));
  put_field(out, packet.primary);
  if (packet.recovery == UdptlPacket::Recovery::parities) {
    out.push_back(kParitiesChosen);
    put_fec_packets(out, packet.fec_packets);
  } else {
    out.push_back(0);
  }
  put_length(out, packet.items.size());
  for (const auto item : packet.items) put_field(out, item);
  return out;
}

}  // namespace caselli

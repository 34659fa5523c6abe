#include "media/udptl_ifp.h"

#include <algorithm>

namespace caselli {
namespace {

// How data fields are laid out. T.38 packs them by the bit; some senders begin each with
// an octet of its own. Since 2002 the field's type has an extension marker, a bit more.
struct IfpLayout {
  bool extensible;
  bool whole_octets;
};
constexpr IfpLayout kIfpLayouts[] = {{false, false}, {false, true}, {true, false}, {true, true}};

// Bits in network order; zeros behind the end, which sound() then tells.
class IfpBits {
 public:
  explicit IfpBits(Octets octets) : octets_(octets) {}

  unsigned take(int bits) {
    unsigned value = 0;
    for (; bits > 0; --bits, ++at_) {
      const std::size_t octet = at_ / 8;
      value = value << 1 | (octet < octets_.size() ? octets_[octet] >> (7 - at_ % 8) & 1U : 0U);
    }
    return value;
  }
  // An enumerated with an extension marker: `bits`, or seven for an added value (X.691 clause 14).
  bool take_extensible(int bits, unsigned values) {
    if (take(1) != 0) return take(7) < 64;
    return take(bits) < values;
  }
  void align() { at_ = (at_ + 7) / 8 * 8; }
  void skip(std::size_t octets) { at_ += octets * 8; }

  bool sound() const { return at_ <= octets_.size() * 8; }
  std::size_t octets() const { return (at_ + 7) / 8; }

 private:
  Octets octets_;
  std::size_t at_ = 0;  // bit
};

constexpr unsigned kIndicators = 16;  // no-signal ... v33-14400-training
constexpr unsigned kDataTypes = 9;    // v21 ... v17-14400
constexpr unsigned kFieldTypes = 8;   // hdlc-data ... t4-non-ecm-sig-end

bool skip_data_field(IfpBits& in, const IfpLayout& layout) {
  const bool present = in.take(1) != 0;
  if (layout.extensible ? !in.take_extensible(3, kFieldTypes) : in.take(3) >= kFieldTypes) return false;
  if (present || layout.whole_octets) in.align();
  if (present) in.skip(in.take(16) + 1);  // OCTET STRING (SIZE (1..65535))
  return in.sound();
}

std::optional<std::size_t> ifp_length(Octets octets, const IfpLayout& layout) {
  IfpBits in(octets);
  const bool fields = in.take(1) != 0, data = in.take(1) != 0;
  if (fields != data) return std::nullopt;  // an indicator has no data, data has
  if (!in.take_extensible(4, data ? kDataTypes : kIndicators)) return std::nullopt;
  if (data) {
    in.align();
    unsigned count = in.take(8);
    if (count == 0 || count >= 0x80) return std::nullopt;  // a handful at most
    for (; count > 0; --count)
      if (!skip_data_field(in, layout)) return std::nullopt;
  }
  if (!in.sound()) return std::nullopt;
  return in.octets();
}

}  // namespace

IfpPacket no_signal_packet() { return {.seq = 0, .copies = 1, .bytes = {0x00}}; }

std::optional<std::size_t> padded_ifp_length(Octets octets) {
  for (const auto& layout : kIfpLayouts) {
    const auto length = ifp_length(octets, layout);
    if (!length) continue;
    const auto padding = octets.subspan(*length);
    if (std::all_of(padding.begin(), padding.end(), [](std::uint8_t octet) { return octet == 0; })) return length;
  }
  return std::nullopt;
}

}  // namespace caselli

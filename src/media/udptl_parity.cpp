#include "media/udptl_parity.h"

#include <algorithm>

#include "media/udptl_ifp.h"

namespace caselli {
namespace {

constexpr std::size_t kLengthOctets = 2;

// `row` takes the packet in, which must not be longer than the row.
void add_to_parity(std::vector<std::uint8_t>& row, Octets packet, bool lengths) {
  std::size_t at = 0;
  if (lengths) {
    row[0] = static_cast<std::uint8_t>(row[0] ^ packet.size() >> 8);
    row[1] = static_cast<std::uint8_t>(row[1] ^ packet.size());
    at = kLengthOctets;
  }
  for (const auto octet : packet) row[at++] ^= octet;
}

// What is left of a parity when all present packets are taken out: the missing one.
// Nothing when one of them is longer than the parity allows.
std::optional<std::vector<std::uint8_t>> rest_of_parity(Octets parity, const std::vector<Octets>& present,
                                                        bool lengths) {
  const std::size_t room = lengths ? kLengthOctets : 0;
  if (parity.size() <= room) return std::nullopt;
  std::vector<std::uint8_t> row(parity.begin(), parity.end());
  for (const auto packet : present) {
    if (packet.size() + room > row.size()) return std::nullopt;
    add_to_parity(row, packet, lengths);
  }
  return row;
}

// The form with lengths proves itself: the length must fit, nothing may follow.
std::optional<std::vector<std::uint8_t>> missing_by_length(Octets parity, const std::vector<Octets>& present) {
  auto row = rest_of_parity(parity, present, true);
  if (!row) return std::nullopt;
  const std::size_t length = static_cast<std::size_t>((*row)[0] << 8 | (*row)[1]);
  row->erase(row->begin(), row->begin() + kLengthOctets);
  if (length == 0 || length > row->size()) return std::nullopt;
  if (std::any_of(row->begin() + static_cast<std::ptrdiff_t>(length), row->end(),
                  [](auto octet) { return octet != 0; }))
    return std::nullopt;
  row->resize(length);
  if (padded_ifp_length(*row) != length) return std::nullopt;
  return row;
}

std::optional<std::vector<std::uint8_t>> missing_padded(Octets parity, const std::vector<Octets>& present) {
  auto row = rest_of_parity(parity, present, false);
  if (!row) return std::nullopt;
  const auto length = padded_ifp_length(*row);
  if (!length) return std::nullopt;
  row->resize(*length);
  return row;
}

}  // namespace

std::vector<std::uint8_t> parity_of(const std::vector<Octets>& packets, bool lengths) {
  std::size_t longest = 0;
  for (const auto packet : packets) longest = std::max(longest, packet.size());
  std::vector<std::uint8_t> row(longest + (lengths ? kLengthOctets : 0));
  for (const auto packet : packets) add_to_parity(row, packet, lengths);
  return row;
}

std::optional<std::vector<std::uint8_t>> missing_packet(Octets parity, const std::vector<Octets>& present) {
  if (auto packet = missing_by_length(parity, present)) return packet;
  return missing_padded(parity, present);
}

}  // namespace caselli

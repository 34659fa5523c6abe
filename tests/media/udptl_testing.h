#pragma once
// Packets and datagrams for the tests of UDPTL.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/media.h"
#include "media/udptl.h"

namespace caselli {

using OctetVector = std::vector<std::uint8_t>;

// Octets written as hexadecimal digits; blanks are for the eye.
inline OctetVector hex(std::string_view digits) {
  OctetVector octets;
  std::string pair;
  for (const char digit : digits) {
    if (digit == ' ') continue;
    pair += digit;
    if (pair.size() < 2) continue;
    octets.push_back(static_cast<std::uint8_t>(std::strtoul(pair.c_str(), nullptr, 16)));
    pair.clear();
  }
  return octets;
}

inline OctetVector octets_of(Octets octets) { return {octets.begin(), octets.end()}; }

inline IfpPacket ifp(OctetVector bytes, int copies = 1) {
  return {.seq = 0, .copies = copies, .bytes = std::move(bytes)};
}

// t30-data v17-14400 with one field t4-non-ecm-data of `data` (T.38 clause 7.2): D0 01 E0, length - 1.
inline IfpPacket page_data(const OctetVector& data) {
  OctetVector bytes = hex("D001E0");
  bytes.push_back(static_cast<std::uint8_t>((data.size() - 1) >> 8));
  bytes.push_back(static_cast<std::uint8_t>(data.size() - 1));
  bytes.insert(bytes.end(), data.begin(), data.end());
  return ifp(std::move(bytes));
}

// Packets as a fax sends them: mostly data of different lengths, some indicators.
inline std::vector<IfpPacket> fax_like(std::size_t count, std::mt19937& random) {
  std::vector<IfpPacket> packets;
  for (std::size_t i = 0; i < count; ++i) {
    if (random() % 10 == 0) {
      packets.push_back(ifp({static_cast<std::uint8_t>(random() % 16 << 1)}));
      continue;
    }
    OctetVector data(1 + random() % 60);
    for (auto& octet : data) octet = static_cast<std::uint8_t>(random());
    packets.push_back(page_data(data));
  }
  return packets;
}

inline std::vector<OctetVector> bytes_of(const std::vector<IfpPacket>& packets) {
  std::vector<OctetVector> bytes;
  std::transform(packets.begin(), packets.end(), std::back_inserter(bytes),
                 [](const auto& packet) { return packet.bytes; });
  return bytes;
}

}  // namespace caselli

#include "media/g711.h"

#include <algorithm>
#include <array>
#include <bit>

namespace caselli {
namespace {

// Both laws: a sign, three bits of segment, four bits within it. A-law counts in 1/4096 of
// the range, mu-law in 1/8192 and moved by 33, so that each segment begins at a power of two.
constexpr int kMuBias = 33;

// G.711 table 1a; even bits are inverted on the wire (3.2 note 2), a sign bit of one is positive.
constexpr std::int16_t decode_a(std::uint8_t octet) {
  const int code = octet ^ 0x55;
  const int segment = code >> 4 & 7;
  const int step = code & 15;
  const int magnitude = segment == 0 ? 2 * step + 1 : (2 * step + 33) << (segment - 1);
  return static_cast<std::int16_t>((code & 0x80) != 0 ? magnitude * 8 : -magnitude * 8);
}

// G.711 table 2a; all bits are inverted on the wire, so a sign bit of one is positive there.
constexpr std::int16_t decode_mu(std::uint8_t octet) {
  const int code = ~octet & 0xFF;
  const int magnitude = ((2 * (code & 15) + kMuBias) << (code >> 4 & 7)) - kMuBias;
  return static_cast<std::int16_t>((code & 0x80) != 0 ? -magnitude * 4 : magnitude * 4);
}

// A negative sample is taken as its ones' complement (as in the ITU's software tools, G.191):
// intervals then are the same on both sides, and -1 is no different from 0.
constexpr unsigned magnitude_of(std::int16_t sample) { return static_cast<unsigned>(sample < 0 ? ~sample : sample); }

std::uint8_t encode_a(std::int16_t sample) {
  const unsigned magnitude = magnitude_of(sample) >> 3;
  const auto bits = static_cast<unsigned>(std::bit_width(magnitude));
  const unsigned segment = bits > 5 ? bits - 5 : 0;
  const unsigned step = magnitude >> (segment > 0 ? segment : 1) & 15;
  return static_cast<std::uint8_t>((sample < 0 ? 0U : 0x80U) | segment << 4 | step) ^ 0x55;
}

std::uint8_t encode_mu(std::int16_t sample) {
  const unsigned magnitude = std::min((magnitude_of(sample) >> 2) + kMuBias, 8191U);  // 8159 and above: the last code
  const auto bits = static_cast<unsigned>(std::bit_width(magnitude));
  const unsigned segment = bits > 6 ? bits - 6 : 0;
  const unsigned step = magnitude >> (segment + 1) & 15;
  return static_cast<std::uint8_t>(~((sample < 0 ? 0x80U : 0U) | segment << 4 | step));
}

using DecodeTable = std::array<std::int16_t, 256>;

constexpr DecodeTable table_of(std::int16_t (*decode)(std::uint8_t)) {
  DecodeTable table{};
  for (int octet = 0; octet < 256; ++octet)
    table[static_cast<std::size_t>(octet)] = decode(static_cast<std::uint8_t>(octet));
  return table;
}

constexpr DecodeTable kDecodeMu = table_of(decode_mu);
constexpr DecodeTable kDecodeA = table_of(decode_a);

}  // namespace

std::uint8_t g711_encode(G711Law law, std::int16_t sample) {
  return law == G711Law::a ? encode_a(sample) : encode_mu(sample);
}

std::int16_t g711_decode(G711Law law, std::uint8_t octet) { return (law == G711Law::a ? kDecodeA : kDecodeMu)[octet]; }

void g711_encode(G711Law law, std::span<const std::int16_t> samples, std::vector<std::uint8_t>& octets) {
  octets.reserve(octets.size() + samples.size());
  for (const std::int16_t sample : samples) octets.push_back(g711_encode(law, sample));
}

void g711_decode(G711Law law, std::span<const std::uint8_t> octets, std::vector<std::int16_t>& samples) {
  samples.reserve(samples.size() + octets.size());
  for (const std::uint8_t octet : octets) samples.push_back(g711_decode(law, octet));
}

}  // namespace caselli

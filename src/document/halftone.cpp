#include "document/halftone.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

namespace caselli {
namespace {

// Paper that is nearly white and ink that is nearly black need no dots.
constexpr int kWhite = 236;
constexpr int kBlack = 40;
// Difference within a window of 5 pixels that only an edge has; it is then cut half-way.
constexpr int kEdge = 96;
constexpr int kReach = 2;

constexpr int kTile = 64;
using Screen = std::array<std::uint8_t, kTile * kTile>;

// Thresholds of one tile of the screen: whole periods fit it, so tiles join without seams.
// Each level occurs equally often, so a grey of g per cent blackens g per cent of pixels.
Screen make_screen(int y_dpi) {
  // Periods along each axis of the tile; with 204 pixels an inch across, 14 give 63 lines
  // an inch along the diagonal. Down, as many as keep the angle near 45 degrees.
  constexpr int kAcross = 14;
  const int down = std::max(1, static_cast<int>(std::lround(kAcross * 204.0 / y_dpi)));
  std::vector<double> spot(kTile * kTile);
  for (int y = 0; y < kTile; ++y)
    for (int x = 0; x < kTile; ++x) {
      const double u = (kAcross * (x + 0.5) + down * (y + 0.5)) / kTile;
      const double v = (kAcross * (x + 0.5) - down * (y + 0.5)) / kTile;
      spot[static_cast<std::size_t>(y * kTile + x)] =
          std::cos(2 * std::numbers::pi * u) + std::cos(2 * std::numbers::pi * v);
    }
  std::vector<int> order(kTile * kTile);
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](int a, int b) { return spot[static_cast<std::size_t>(a)] > spot[static_cast<std::size_t>(b)]; });
  // The blackest spot goes first: it is black for every grey but white.
  Screen screen{};
  for (std::size_t rank = 0; rank < order.size(); ++rank)
    screen[static_cast<std::size_t>(order[rank])] = static_cast<std::uint8_t>(255 - rank * 255 / (order.size() - 1));
  return screen;
}

const Screen& screen_for(int y_dpi) {
  static const Screen kStandard = make_screen(98), kFine = make_screen(196), kSuperfine = make_screen(391);
  return y_dpi <= 98 ? kStandard : y_dpi <= 196 ? kFine : kSuperfine;
}

// Lowest and highest value within kReach pixels, for each pixel of one row of `from`.
template <class Pick>
void spread(const std::uint8_t* from, std::uint8_t* to, int width, Pick pick) {
  for (int x = 0; x < width; ++x) {
    std::uint8_t value = from[x];
    for (int k = std::max(0, x - kReach); k <= std::min(width - 1, x + kReach); ++k) value = pick(value, from[k]);
    to[x] = value;
  }
}

PageBits blank(int width, int length, int y_dpi) {
  PageBits bits{width, length, 204, y_dpi, {}};
  bits.rows.resize(bits.row_bytes() * static_cast<std::size_t>(length));
  return bits;
}

void blacken(PageBits& bits, int x, int y) {
  bits.rows[bits.row_bytes() * static_cast<std::size_t>(y) + static_cast<std::size_t>(x / 8)] |=
      static_cast<std::uint8_t>(0x80 >> x % 8);
}

}  // namespace

PageBits halftoned(const GrayImage& image, int y_dpi) {
  const Screen& screen = screen_for(y_dpi);
  PageBits bits = blank(image.width, image.length, y_dpi);
  const auto low_of = [](std::uint8_t a, std::uint8_t b) { return std::min(a, b); };
  const auto high_of = [](std::uint8_t a, std::uint8_t b) { return std::max(a, b); };
  GrayImage lows{image.width, image.length}, highs{image.width, image.length};
  for (int y = 0; y < image.length; ++y) {
    spread(image.row(y), lows.row(y), image.width, low_of);
    spread(image.row(y), highs.row(y), image.width, high_of);
  }
  for (int y = 0; y < image.length; ++y) {
    const int top = std::max(0, y - kReach), bottom = std::min(image.length - 1, y + kReach);
    for (int x = 0; x < image.width; ++x) {
      const int value = image.row(y)[x];
      if (value >= kWhite) continue;
      if (value <= kBlack) {
        blacken(bits, x, y);
        continue;
      }
      int low = 255, high = 0;
      for (int k = top; k <= bottom; ++k) {
        low = std::min<int>(low, lows.row(k)[x]);
        high = std::max<int>(high, highs.row(k)[x]);
      }
      const int level =
          high - low >= kEdge ? (high + low) / 2 : screen[static_cast<std::size_t>(y % kTile * kTile + x % kTile)];
      if (value < level) blacken(bits, x, y);
    }
  }
  return bits;
}

PageBits cut_at(const GrayImage& image, std::uint8_t level, int y_dpi) {
  PageBits bits = blank(image.width, image.length, y_dpi);
  for (int y = 0; y < image.length; ++y) {
    const std::uint8_t* from = image.row(y);
    for (int x = 0; x < image.width; ++x)
      if (from[x] < level) blacken(bits, x, y);
  }
  return bits;
}

PageBits on_paper(const PageBits& bits, int width) {
  if (bits.width == width) return bits;
  PageBits paper = blank(width, bits.length, bits.y_dpi);
  const int left = (width - bits.width) / 2;  // negative: cut
  for (int y = 0; y < bits.length; ++y) {
    const std::uint8_t* from = bits.rows.data() + bits.row_bytes() * static_cast<std::size_t>(y);
    for (int x = std::max(0, -left); x < bits.width && x + left < width; ++x)
      if ((from[x / 8] >> (7 - x % 8) & 1) != 0) blacken(paper, x + left, y);
  }
  return paper;
}

}  // namespace caselli

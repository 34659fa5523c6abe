#include "document/halftone.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>
#include <vector>

namespace caselli {
namespace {

// Paper that is nearly white and ink that is nearly black need no dots.
constexpr int kWhite = 236;
constexpr int kBlack = 40;
// Difference within a window of 5 pixels that only an edge has; it is then cut half-way.
constexpr int kEdge = 96;
constexpr int kReach = 2;

// A screen: dots on the points of a lattice of whole pixels, so that all have one shape and
// nothing beats with the pixel grid. The lattice repeats after as many pixels, both ways,
// as one dot has.
struct Lattice {
  int ax, ay, bx, by;
  constexpr int area() const { return ax * by - ay * bx; }
};
// About 64 lines an inch at 18 degrees; at standard resolution, whose pixels are twice as
// high as wide, 56 at 35 degrees.
constexpr Lattice kStandard{3, 1, -3, 1}, kFine{3, 1, -1, 3}, kSuperfine{3, 2, -1, 6};

constexpr int kMostTile = 20;
struct Screen {
  int tile = 0;
  std::uint8_t levels[kMostTile * kMostTile] = {};
};

// Thresholds of one tile. Each level occurs equally often, so a grey of g per cent blackens
// g per cent of the pixels. Dots grow by turns, not together: more greys than pixels a dot.
Screen make_screen(const Lattice& lattice) {
  struct Pixel {
    int index;
    long height;  // of the spot function
    double turn;  // of its dot
  };
  Screen screen{lattice.area(), {}};
  std::vector<Pixel> pixels;
  for (int y = 0; y < screen.tile; ++y)
    for (int x = 0; x < screen.tile; ++x) {
      // Off the centre by odd amounts, so that a dot's pixels have an order of their own.
      const double px = x + 0.13, py = y + 0.29;
      const double u = (px * lattice.by - py * lattice.bx) / lattice.area();
      const double v = (py * lattice.ax - px * lattice.ay) / lattice.area();
      const double spot = std::cos(2 * std::numbers::pi * u) + std::cos(2 * std::numbers::pi * v);
      // The dot this pixel belongs to, and its turn: multiples of two irrational numbers
      // spread over the tile better than chance.
      const auto wrapped = [&](double at) { return (std::lround(at) % screen.tile + screen.tile) % screen.tile; };
      const long dot_x = wrapped(std::round(u) * lattice.ax + std::round(v) * lattice.bx);
      const long dot_y = wrapped(std::round(u) * lattice.ay + std::round(v) * lattice.by);
      const double spread = static_cast<double>(dot_x) * 0.7548776662 + static_cast<double>(dot_y) * 0.5698402910;
      pixels.push_back({y * screen.tile + x, std::lround(spot * 1e6), spread - std::floor(spread)});
    }
  std::sort(pixels.begin(), pixels.end(), [](const Pixel& a, const Pixel& b) {
    return std::tie(b.height, a.turn, a.index) < std::tie(a.height, b.turn, b.index);
  });
  // The first is black for every grey but white.
  for (std::size_t rank = 0; rank < pixels.size(); ++rank)
    screen.levels[pixels[rank].index] = static_cast<std::uint8_t>(255 - rank * 255 / pixels.size());
  return screen;
}

const Screen& screen_for(int y_dpi) {
  static const Screen kScreens[] = {make_screen(kStandard), make_screen(kFine), make_screen(kSuperfine)};
  return kScreens[y_dpi <= 98 ? 0 : y_dpi <= 196 ? 1 : 2];
}

// Lowest and highest value within kReach pixels, for each pixel of one row of `from`.
template <class Pick>
void spread(const std::uint8_t* from, std::uint8_t* to, int width, Pick pick) {
  if (std::all_of(from, from + width, [](std::uint8_t value) { return value == 255; })) {
    std::copy(from, from + width, to);  // most of most pages
    return;
  }
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
          high - low >= kEdge ? (high + low) / 2 : screen.levels[y % screen.tile * screen.tile + x % screen.tile];
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

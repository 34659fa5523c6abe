#include "document/gray_image.h"

#include <algorithm>
#include <cmath>

namespace caselli {
namespace {

constexpr int kOne = 1 << 14;  // weights are fixed point, each list adds up to this

// From which pixels, and how much of each, every pixel of the new axis is made.
struct Axis {
  struct Tap {
    int first = 0;
    int count = 0;
    std::size_t weights = 0;  // index of the first
  };
  std::vector<Tap> taps;
  std::vector<int> weights;
};

Axis axis(int from, int to) {
  Axis made;
  made.taps.reserve(static_cast<std::size_t>(to));
  const double step = static_cast<double>(from) / to;
  std::vector<double> shares;
  for (int i = 0; i < to; ++i) {
    double low = i * step, high = (i + 1) * step;
    if (step < 1) {  // growing: a window of one old pixel around the new one's centre
      const double centre = (low + high) / 2;
      low = std::clamp(centre - 0.5, 0.0, from - 1.0);
      high = low + 1;
    }
    const int first = std::min(static_cast<int>(low), from - 1);
    const int last = std::clamp(static_cast<int>(std::ceil(high - 1e-9)) - 1, first, from - 1);
    shares.clear();
    for (int at = first; at <= last; ++at)
      shares.push_back(std::max(0.0, std::min(high, at + 1.0) - std::max(low, static_cast<double>(at))));
    double sum = 0;
    for (const double share : shares) sum += share;
    made.taps.push_back({first, static_cast<int>(shares.size()), made.weights.size()});
    int left = kOne;
    for (std::size_t k = 0; k + 1 < shares.size(); ++k) {
      const int weight = static_cast<int>(std::lround(shares[k] / sum * kOne));
      made.weights.push_back(weight);
      left -= weight;
    }
    made.weights.push_back(left);
  }
  return made;
}

}  // namespace

GrayImage scaled(const GrayImage& image, int width, int length) {
  if (width == image.width && length == image.length) return image;
  const Axis across = axis(image.width, width);
  const Axis down = axis(image.length, length);
  // Rows first, each old row once: `narrow` holds it at the new width.
  std::vector<std::uint8_t> narrow(static_cast<std::size_t>(width) * static_cast<std::size_t>(image.length));
  for (int y = 0; y < image.length; ++y) {
    const std::uint8_t* from = image.row(y);
    std::uint8_t* to = narrow.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
    for (int x = 0; x < width; ++x) {
      const Axis::Tap& tap = across.taps[static_cast<std::size_t>(x)];
      const int* weight = across.weights.data() + tap.weights;
      int sum = kOne / 2;
      for (int k = 0; k < tap.count; ++k) sum += weight[k] * from[tap.first + k];
      to[x] = static_cast<std::uint8_t>(std::clamp(sum / kOne, 0, 255));
    }
  }
  GrayImage made{width, length};
  std::vector<int> sums(static_cast<std::size_t>(width));
  for (int y = 0; y < length; ++y) {
    const Axis::Tap& tap = down.taps[static_cast<std::size_t>(y)];
    std::fill(sums.begin(), sums.end(), kOne / 2);
    for (int k = 0; k < tap.count; ++k) {
      const int weight = down.weights[tap.weights + static_cast<std::size_t>(k)];
      const std::uint8_t* from =
          narrow.data() + static_cast<std::size_t>(tap.first + k) * static_cast<std::size_t>(width);
      for (int x = 0; x < width; ++x) sums[static_cast<std::size_t>(x)] += weight * from[x];
    }
    std::uint8_t* to = made.row(y);
    for (int x = 0; x < width; ++x)
      to[x] = static_cast<std::uint8_t>(std::clamp(sums[static_cast<std::size_t>(x)] / kOne, 0, 255));
  }
  return made;
}

GrayImage turned_right(const GrayImage& image) {
  GrayImage made{image.length, image.width};
  for (int y = 0; y < image.length; ++y)
    for (int x = 0; x < image.width; ++x) made.row(x)[image.length - 1 - y] = image.row(y)[x];
  return made;
}

GrayImage to_gray(const PageBits& bits) {
  GrayImage made{bits.width, bits.length};
  for (int y = 0; y < bits.length; ++y) {
    const std::uint8_t* from = bits.rows.data() + bits.row_bytes() * static_cast<std::size_t>(y);
    std::uint8_t* to = made.row(y);
    for (int x = 0; x < bits.width; ++x) to[x] = (from[x / 8] >> (7 - x % 8) & 1) != 0 ? 0 : 255;
  }
  return made;
}

}  // namespace caselli

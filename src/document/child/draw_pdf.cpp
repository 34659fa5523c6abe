// PDF and PostScript. Ghostscript draws; when it fails on a PDF, Poppler draws the pages
// that are missing. Both draw grey without smoothing, and halftone.h makes dots of it.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "base/text.h"
#include "document/child/graymap_stream.h"
#include "document/child/renderers.h"
#include "document/child/run_tool.h"

namespace caselli {
namespace {

constexpr double kPoints = 72;

struct PageSize {
  double width = 0, length = 0;  // points, as it will be drawn: upright
  bool operator==(const PageSize&) const = default;
};

struct PdfFacts {
  int pages = 0;
  std::vector<PageSize> sizes;  // of the first pages
};

// Of a line such as "Page    1 size:  595 x 842 pts".
std::optional<PageSize> size_in(std::string_view line) {
  if (!line.starts_with("Page ")) return {};
  const std::size_t at = line.find(" size:");
  if (at == line.npos) return {};
  const std::string_view rest = trimmed(line.substr(at + 6));
  PageSize size;
  const auto [width_end, bad_width] = std::from_chars(rest.data(), rest.data() + rest.size(), size.width);
  const std::string_view behind = rest.substr(static_cast<std::size_t>(width_end - rest.data()));
  if (bad_width != std::errc{} || !behind.starts_with(" x ")) return {};
  const auto [length_end, bad_length] = std::from_chars(behind.data() + 3, behind.data() + behind.size(), size.length);
  static_cast<void>(length_end);
  if (bad_length != std::errc{} || !(size.width > 0) || !(size.length > 0)) return {};
  return size;
}

// Asks Poppler; nothing when it cannot read the file either.
Result<std::optional<PdfFacts>> facts_of(const std::filesystem::path& file, int most_pages) {
  auto tool = RunningTool::start({"pdfinfo", "-f", "1", "-l", std::to_string(most_pages), file.string()});
  if (!tool) return tool.error();
  std::string text(256 << 10, '\0');
  text.resize(tool->read(text.data(), text.size()));
  const bool good = tool->finish();
  if (!good) {
    if (tool->messages().find("Incorrect password") != std::string::npos)
      return Error{Errc::protected_document, "is protected by a password; send it without one"};
    return std::optional<PdfFacts>{};
  }
  PdfFacts facts;
  for (const std::string& line : split(text, '\n')) {
    if (line.starts_with("Pages:")) {
      const std::string_view number = trimmed(std::string_view{line}.substr(6));
      std::from_chars(number.data(), number.data() + number.size(), facts.pages);
    } else if (const auto size = size_in(line)) {
      facts.sizes.push_back(*size);
    } else if (line.find(" rot:") != std::string::npos && (line.ends_with(" 90") || line.ends_with(" 270")) &&
               !facts.sizes.empty()) {
      std::swap(facts.sizes.back().width, facts.sizes.back().length);
    }
  }
  for (PageSize& size : facts.sizes)
    if (size.width > size.length) std::swap(size.width, size.length);
  return std::optional<PdfFacts>{std::move(facts)};
}

// Length of paper, in inches, that pages of this size need when they are as wide as it.
double inches_for(const PageSize& size) { return std::min(kA4Inches, size.length * kPaperInches / size.width); }

// Ghostscript's pages, in order, put into `sink`. True when it ended well.
Result<bool> draw_with_ghostscript(const std::filesystem::path& file, int rows, PageSink& sink, int most_pages) {
  auto tool = RunningTool::start({"gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pgmraw",
                                  fmt::format("-r204x{}", sink.y_dpi()), fmt::format("-g{}x{}", kPaperWidth, rows),
                                  "-dFIXEDMEDIA", "-dFitPage", "-dUseCropBox", fmt::format("-dLastPage={}", most_pages),
                                  // What the document prints must not mix with the pages.
                                  "-sstdout=%stderr", "-sOutputFile=-", file.string()});
  if (!tool) return tool.error();
  while (true) {
    auto page = next_graymap(*tool);
    if (!page) return false;
    if (!*page) break;
    if ((*page)->width != kPaperWidth || (*page)->length != rows) return false;
    if (auto added = sink.add_gray(**page); !added) return added.error();
  }
  return tool->finish();
}

// Poppler's pages from `first` on. It knows no paper: each run draws pages of one size at
// the resolution that makes them fit.
Result<bool> draw_with_poppler(const std::filesystem::path& file, const PdfFacts& facts, int first, int rows,
                               PageSink& sink) {
  const int known = static_cast<int>(facts.sizes.size());
  for (int page = first; page <= facts.pages && page <= known;) {
    const PageSize size = facts.sizes[static_cast<std::size_t>(page - 1)];
    int last = page;
    while (last < known && last < facts.pages && facts.sizes[static_cast<std::size_t>(last)] == size) ++last;
    const double room = rows / static_cast<double>(rows_of(1, sink.y_dpi()));
    const double shrink = std::min({1.0, kPaperInches * kPoints / size.width, room * kPoints / size.length});
    // Square pixels: pages turned by /Rotate come out cut with others.
    const int drawn_dpi = sink.y_dpi() > 204 ? 408 : 204;
    auto tool = RunningTool::start({"pdftoppm", "-q", "-gray", "-aa", "no", "-aaVector", "no", "-cropbox", "-r",
                                    fmt::format("{:.3f}", drawn_dpi * shrink), "-f", std::to_string(page), "-l",
                                    std::to_string(last), file.string()});
    if (!tool) return tool.error();
    for (; page <= last; ++page) {
      auto drawn = next_graymap(*tool);
      if (!drawn || !*drawn) return false;
      GrayImage image = std::move(**drawn);
      if (image.width > image.length) image = turned_right(image);
      image = scaled(image, std::max(1, image.width * 204 / drawn_dpi),
                     std::max(1, image.length * sink.y_dpi() / drawn_dpi));
      GrayImage paper{kPaperWidth, rows};
      const int left = (kPaperWidth - image.width) / 2;
      for (int y = 0; y < std::min(rows, image.length); ++y)
        for (int x = std::max(0, -left); x < image.width && x + left < kPaperWidth; ++x)
          paper.row(y)[x + left] = image.row(y)[x];
      if (auto added = sink.add_gray(paper); !added) return added.error();
    }
    if (!tool->finish()) return false;
  }
  return facts.pages <= known;
}

}  // namespace

Status draw_pdf(const std::filesystem::path& file, PageSink& sink) {
  auto asked = facts_of(file, sink.pages_left());
  if (!asked) return asked.error();
  const PdfFacts facts = asked->value_or(PdfFacts{});
  if (facts.pages > sink.pages_left()) return sink.too_many();
  if (*asked && facts.pages == 0) return Error{Errc::empty_document, "has no pages"};
  double inches = facts.sizes.empty() ? kA4Inches : 0;
  for (const PageSize& size : facts.sizes) inches = std::max(inches, inches_for(size));
  const int rows = rows_of(inches, sink.y_dpi());

  const int before = sink.pages();
  auto drawn = draw_with_ghostscript(file, rows, sink, sink.pages_left() + 1);
  if (!drawn && drawn.error().code != Errc::unavailable) return drawn.error();
  const int done = sink.pages() - before;
  if (facts.pages == 0) {
    if (drawn && *drawn && done > 0) return Done{};  // Poppler cannot say how many there are
  } else {
    if (done >= facts.pages) return Done{};
    auto rest = draw_with_poppler(file, facts, done + 1, rows, sink);
    if (!rest) return rest.error();
    if (*rest) return Done{};
  }
  return Error{Errc::damaged_document, "is damaged: neither Ghostscript nor Poppler can draw all of its pages"};
}

Status draw_postscript(const std::filesystem::path& file, PageSink& sink) {
  const int before = sink.pages();
  auto drawn = draw_with_ghostscript(file, rows_of(kA4Inches, sink.y_dpi()), sink, sink.pages_left() + 1);
  if (!drawn) return drawn.error();
  if (!*drawn) return Error{Errc::damaged_document, "is damaged: Ghostscript cannot run it as PostScript"};
  if (sink.pages() == before) return Error{Errc::empty_document, "has no pages"};
  return Done{};
}

}  // namespace caselli

// Plain text, set by Pango: line breaking, right-to-left scripts and every script a font
// of the system has. Eleven points, fixed width: 80 columns fit.
#include <fmt/core.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/handle.h"
#include "base/text.h"
#include "document/child/renderers.h"
#include "document/document_kind.h"
#include "document/halftone.h"

namespace caselli {
namespace {

// Points. Paper is 610 wide; 80 columns of eleven points take 530.
constexpr char kFont[] = "DejaVu Sans Mono, Noto Sans Mono CJK SC, monospace 11";
constexpr double kMarginAcross = 38, kMarginDown = 45;
constexpr int kTabColumns = 8;
// Pango lays out a paragraph as a whole: longer ones are taken in pieces.
constexpr std::size_t kLongestParagraph = 16'384;

void unref(void* object) { g_object_unref(object); }

// One page being filled from the top.
class TextPages {
 public:
  explicit TextPages(PageSink& sink)
      : sink_(sink),
        rows_(rows_of(kA4Inches, sink.y_dpi())),
        drawn_width_(kPaperWidth * (sink.y_dpi() > 196 ? 2 : 1)),
        drawn_rows_(rows_ * (sink.y_dpi() < 196 ? 2 : 1)),
        bottom_(kA4Inches * 72 - kMarginDown) {
    surface_.reset(cairo_image_surface_create(CAIRO_FORMAT_A8, drawn_width_, drawn_rows_));
    cairo_.reset(cairo_create(surface_.get()));
    cairo_scale(cairo_.get(), drawn_width_ / (kPaperInches * 72), drawn_rows_ / (kA4Inches * 72));
    const Handle<cairo_font_options_t, &cairo_font_options_destroy> options{cairo_font_options_create()};
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    layout_.reset(pango_cairo_create_layout(cairo_.get()));
    pango_cairo_context_set_font_options(pango_layout_get_context(layout_.get()), options.get());
    const Handle<PangoFontDescription, &pango_font_description_free> font{pango_font_description_from_string(kFont)};
    // Cairo's scale above makes a unit a point, not Pango's 96th of an inch.
    pango_cairo_context_set_resolution(pango_layout_get_context(layout_.get()), 72);
    pango_layout_set_font_description(layout_.get(), font.get());
    pango_layout_set_width(layout_.get(), static_cast<int>((kPaperInches * 72 - 2 * kMarginAcross) * PANGO_SCALE));
    pango_layout_set_wrap(layout_.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_auto_dir(layout_.get(), TRUE);
    measure();
  }

  // Sets one paragraph below what is there, going on to new pages.
  Status paragraph(std::string_view text) {
    pango_layout_set_text(layout_.get(), text.data(), static_cast<int>(text.size()));
    const Handle<PangoLayoutIter, &pango_layout_iter_free> line{pango_layout_get_iter(layout_.get())};
    do {
      PangoRectangle extents;
      pango_layout_iter_get_line_extents(line.get(), nullptr, &extents);
      // Pango gives an empty line the height of another font.
      const double height = text.empty() ? line_height_ : static_cast<double>(extents.height) / PANGO_SCALE;
      if (at_ + height > bottom_ && used_)
        if (auto turned = turn(); !turned) return turned;
      const double base = static_cast<double>(pango_layout_iter_get_baseline(line.get()) - extents.y) / PANGO_SCALE;
      cairo_move_to(cairo_.get(), kMarginAcross + static_cast<double>(extents.x) / PANGO_SCALE, at_ + base);
      pango_cairo_show_layout_line(cairo_.get(), pango_layout_iter_get_line_readonly(line.get()));
      at_ += height;
      used_ = true;
    } while (pango_layout_iter_next_line(line.get()));
    return Done{};
  }

  // Ends the page, also an empty one.
  Status turn() {
    cairo_surface_flush(surface_.get());
    GrayImage page{drawn_width_, drawn_rows_};
    const unsigned char* data = cairo_image_surface_get_data(surface_.get());
    const int stride = cairo_image_surface_get_stride(surface_.get());
    for (int y = 0; y < drawn_rows_; ++y)
      for (int x = 0; x < drawn_width_; ++x)
        page.row(y)[x] = static_cast<std::uint8_t>(255 - data[static_cast<std::ptrdiff_t>(y) * stride + x]);
    // Thin strokes cover less than half of a pixel where rows are far apart.
    const std::uint8_t level = sink_.y_dpi() <= 98 ? 165 : 140;
    if (auto added = sink_.add(cut_at(scaled(page, kPaperWidth, rows_), level, sink_.y_dpi())); !added) return added;
    cairo_set_operator(cairo_.get(), CAIRO_OPERATOR_CLEAR);
    cairo_paint(cairo_.get());
    cairo_set_operator(cairo_.get(), CAIRO_OPERATOR_OVER);
    at_ = kMarginDown;
    used_ = false;
    return Done{};
  }

  bool used() const { return used_; }

 private:
  // Height of a line and places of the tabs, by the width of a digit.
  void measure() {
    pango_layout_set_text(layout_.get(), "0", 1);
    int column = 0, height = 0;
    pango_layout_get_size(layout_.get(), &column, &height);
    line_height_ = static_cast<double>(height) / PANGO_SCALE;
    constexpr int kTabs = 24;
    const Handle<PangoTabArray, &pango_tab_array_free> tabs{pango_tab_array_new(kTabs, FALSE)};
    for (int i = 0; i < kTabs; ++i)
      pango_tab_array_set_tab(tabs.get(), i, PANGO_TAB_LEFT, (i + 1) * kTabColumns * column);
    pango_layout_set_tabs(layout_.get(), tabs.get());
  }

  PageSink& sink_;
  int rows_;
  // Fonts are made for square pixels and space letters wrongly on others: standard and
  // superfine pages are drawn twice as fine the other way, and averaged.
  int drawn_width_, drawn_rows_;
  double bottom_;
  Handle<cairo_surface_t, &cairo_surface_destroy> surface_;
  Handle<cairo_t, &cairo_destroy> cairo_;
  Handle<PangoLayout, &unref> layout_;
  double line_height_ = 0;
  double at_ = kMarginDown;
  bool used_ = false;
};

// How much of a long paragraph goes first: up to a blank, whole characters.
std::size_t piece_of(std::string_view text) {
  if (text.size() <= kLongestParagraph) return text.size();
  std::size_t end = text.rfind(' ', kLongestParagraph);
  if (end != text.npos && end > kLongestParagraph / 2) return end + 1;
  for (end = kLongestParagraph; end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80;) --end;
  return end > 0 ? end : kLongestParagraph;
}

}  // namespace

Status draw_text(const std::filesystem::path& file, PageSink& sink) {
  std::ifstream in(file, std::ios::binary);
  std::string text = text_as_utf8(std::string{std::istreambuf_iterator<char>(in), {}});
  while (!text.empty() && (text.back() == '\n' || text.back() == '\f' || text.back() == ' ' || text.back() == '\t'))
    text.pop_back();
  if (text.empty()) return Error{Errc::empty_document, "has no text"};
  TextPages pages{sink};
  std::string_view left = text;
  while (true) {
    const std::size_t end = std::min(left.find_first_of("\n\f"), left.size());
    std::string_view line = left.substr(0, end);
    // A line that only a form feed ends is a page's last: it adds no empty line.
    if (!line.empty() || end == left.size() || left[end] == '\n') do {
        const std::size_t piece = piece_of(line);
        if (auto set = pages.paragraph(line.substr(0, piece)); !set) return set;
        line.remove_prefix(piece);
      } while (!line.empty());
    if (end == left.size()) break;
    if (left[end] == '\f')
      if (auto turned = pages.turn(); !turned) return turned;
    left.remove_prefix(end + 1);
  }
  return pages.turn();
}

}  // namespace caselli

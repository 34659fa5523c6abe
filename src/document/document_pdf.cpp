// document_as_pdf of convert.h: the coded strips go into the PDF as they are
// (ISO 32000-1 7.4.6, CCITTFaxDecode with K -1), at the page's physical size.
#include "document/document_out.h"

#include <fmt/core.h>

#include <vector>

#include "document/fax_image.h"

namespace caselli {
namespace {

// Objects appended one by one, with the table of their places at the end.
class PdfText {
 public:
  explicit PdfText(int objects) : places_(static_cast<std::size_t>(objects) + 1) {
    // The comment of high bytes tells programs that move files that this one is binary.
    text_ = "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n";
  }
  void object(int number, std::string_view body) {
    begin(number);
    text_ += body;
    text_ += "\nendobj\n";
  }
  void stream(int number, std::string_view entries, std::string_view data) {
    begin(number);
    text_ += fmt::format("<< {} /Length {} >>\nstream\n", entries, data.size());
    text_ += data;
    text_ += "\nendstream\nendobj\n";
  }
  std::string finish(int root) {
    const std::size_t table = text_.size();
    text_ += fmt::format("xref\n0 {}\n0000000000 65535 f \n", places_.size());
    for (std::size_t i = 1; i < places_.size(); ++i) text_ += fmt::format("{:010} 00000 n \n", places_[i]);
    text_ += fmt::format("trailer\n<< /Size {} /Root {} 0 R >>\nstartxref\n{}\n%%EOF\n", places_.size(), root, table);
    return std::move(text_);
  }

 private:
  void begin(int number) {
    places_[static_cast<std::size_t>(number)] = text_.size();
    text_ += fmt::format("{} 0 obj\n", number);
  }
  std::string text_;
  std::vector<std::size_t> places_;
};

}  // namespace

Result<std::string> document_as_pdf(const std::filesystem::path& canonical) {
  auto facts = inspect_document(canonical, false);
  if (!facts) return facts.error();
  // Objects: 1 catalogue, 2 page tree, then for each page: page, contents, picture.
  constexpr int kFirst = 3, kEach = 3;
  PdfText pdf{kFirst - 1 + kEach * facts->pages};
  pdf.object(1, "<< /Type /Catalog /Pages 2 0 R >>");
  std::string kids;
  for (int page = 0; page < facts->pages; ++page) kids += fmt::format("{} 0 R ", kFirst + kEach * page);
  pdf.object(2, fmt::format("<< /Type /Pages /Count {} /Kids [ {}] >>", facts->pages, kids));
  for (int page = 0; page < facts->pages; ++page) {
    auto image = read_page(canonical, page + 1);
    if (!image) return image.error();
    const int number = kFirst + kEach * page;
    const double width = 72.0 * image->width / image->x_dpi, height = 72.0 * image->length / image->y_dpi;
    pdf.object(number, fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 {:.3f} {:.3f} ] /Contents {} 0 R "
                                   "/Resources << /XObject << /Fax {} 0 R >> >> >>",
                                   width, height, number + 1, number + 2));
    pdf.stream(number + 1, "", fmt::format("{:.3f} 0 0 {:.3f} 0 0 cm /Fax Do", width, height));
    pdf.stream(number + 2,
               fmt::format("/Type /XObject /Subtype /Image /Width {0} /Height {1} /ColorSpace /DeviceGray "
                           "/BitsPerComponent 1 /Filter /CCITTFaxDecode "
                           "/DecodeParms << /K -1 /Columns {0} /Rows {1} >>",
                           image->width, image->length),
               {reinterpret_cast<const char*>(image->t6.data()), image->t6.size()});
  }
  return pdf.finish(1);
}

}  // namespace caselli

// What cannot be converted: which error, which name, and nothing left behind.
#include <fcntl.h>
#include <fmt/core.h>
#include <gtest/gtest.h>

#include "document/convert.h"
#include "kit.h"

namespace caselli {
namespace {

using namespace test;

int open_descriptors() {
  int count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) ++count;
  return count;
}

class ConvertErrors : public testing::Test {
 protected:
  void SetUp() override { descriptors_ = open_descriptors(); }
  void TearDown() override {
    EXPECT_EQ(open_descriptors(), descriptors_);
    EXPECT_TRUE(std::filesystem::is_empty(work_.path())) << "left in the work folder";
  }
  // The error of converting `file`, which must name it.
  Error error_of(const std::filesystem::path& file, const std::string& media_type = {},
                 const ConversionLimits& limits = {}) {
    const auto made = convert_one(file, work_, media_type, Resolution::fine, limits);
    EXPECT_FALSE(made.ok()) << file;
    if (made.ok()) return {};
    EXPECT_NE(made.error().text.find(file.filename().string()), std::string::npos) << made.error().text;
    return made.error();
  }
  void expect(Errc code, const std::filesystem::path& file, const std::string& media_type = {},
              const ConversionLimits& limits = {}) {
    const Error error = error_of(file, media_type, limits);
    EXPECT_EQ(error.code, code) << file << ": " << error.text;
  }

  TempFolder work_;
  TempFolder inputs_;
  int descriptors_ = 0;
};

TEST_F(ConvertErrors, an_empty_file_is_an_empty_document) {
  write_file(inputs_ / "empty.pdf", "");
  expect(Errc::empty_document, inputs_ / "empty.pdf", "application/pdf");
  write_file(inputs_ / "blank.txt", " \n\t\r\n\f\n");
  expect(Errc::empty_document, inputs_ / "blank.txt");
  EXPECT_EQ(convert_documents({}, Resolution::fine, work_.path(), {}).error().code, Errc::empty_document);
}

TEST_F(ConvertErrors, what_is_no_document_is_unsupported) {
  expect(Errc::unsupported_document, sample("archive.zip"));
  expect(Errc::unsupported_document, "/usr/bin/env");
  expect(Errc::unsupported_document, sample("letter.pdf"), "image/tiff");
  expect(Errc::unsupported_document, sample("letter.pdf"), "text/plain");
  expect(Errc::unsupported_document, sample("latin1.txt"), "application/pdf");
  EXPECT_EQ(convert_one("/tmp", work_).error().code, Errc::unsupported_document);
  EXPECT_EQ(convert_one("/nowhere/letter.pdf", work_).error().code, Errc::not_found);
}

TEST_F(ConvertErrors, truncated_files_are_damaged) {
  const std::string chart_bytes = read_file(chart(7));
  // Its strip is cut; its directory, which lies behind, is missing.
  write_file(inputs_ / "half.tif", chart_bytes.substr(0, chart_bytes.size() / 2));
  expect(Errc::damaged_document, inputs_ / "half.tif");
  // A directory before a strip that is cut.
  output_of(fmt::format("tiffcp -c none -r 100 {} {}/long.tif", chart(7).string(), inputs_.path().string()));
  const std::string long_bytes = read_file(inputs_ / "long.tif");
  write_file(inputs_ / "cut.tif", long_bytes.substr(0, long_bytes.size() - 3));
  expect(Errc::damaged_document, inputs_ / "cut.tif");
  expect(Errc::damaged_document, sample("truncated.png"));
  expect(Errc::damaged_document, sample("truncated.jpg"));
  expect(Errc::damaged_document, sample("damaged.pdf"));
  expect(Errc::damaged_document, sample("damaged.ps"));
}

// Zeros in the middle of a coded strip: libtiff only warns and goes on.
TEST_F(ConvertErrors, a_fax_page_with_a_hole_is_damaged) {
  std::string bytes = read_file(chart(5));
  for (std::size_t i = 4000; i < 4100; ++i) bytes[i] = '\xFF';
  write_file(inputs_ / "hole.tif", bytes);
  expect(Errc::damaged_document, inputs_ / "hole.tif");
}

TEST_F(ConvertErrors, a_password_is_asked_for_in_vain) {
  expect(Errc::protected_document, sample("locked.pdf"), "application/pdf");
}

// A PDF of so many blank pages; 10 000 take some 700 kB.
std::string pages_pdf(int pages) {
  std::vector<std::string> objects{"<</Type/Catalog/Pages 2 0 R>>", ""};
  std::string kids;
  for (int i = 0; i < pages; ++i) kids += fmt::format("{} 0 R ", i + 3);
  objects[1] = fmt::format("<</Type/Pages/Count {}/Kids[{}]>>", pages, kids);
  for (int i = 0; i < pages; ++i) objects.push_back("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>");
  std::string pdf = "%PDF-1.4\n", table;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    table += fmt::format("{:010} 00000 n \n", pdf.size());
    pdf += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
  }
  return pdf + fmt::format("xref\n0 {}\n0000000000 65535 f \n{}trailer<</Size {}/Root 1 0 R>>\nstartxref\n{}\n%%EOF\n",
                           objects.size() + 1, table, objects.size() + 1, pdf.size());
}

TEST_F(ConvertErrors, a_pdf_of_ten_thousand_pages_is_refused_before_one_is_drawn) {
  write_file(inputs_ / "long.pdf", pages_pdf(10'000));
  // Drawing them would take minutes; the limit of ten seconds is never met.
  ConversionLimits limits;
  limits.time = std::chrono::seconds{10};
  expect(Errc::too_many_pages, inputs_ / "long.pdf", {}, limits);
}

TEST_F(ConvertErrors, the_page_limit_counts_all_parts_and_every_kind) {
  ConversionLimits limits;
  limits.pages = 3;
  expect(Errc::too_many_pages, sample("four-pages.pdf"), {}, limits);
  expect(Errc::too_many_pages, sample("pages-forever.ps"), {}, limits);
  write_file(inputs_ / "feeds.txt", "a\fb\fc\fd\n");
  expect(Errc::too_many_pages, inputs_ / "feeds.txt", {}, limits);
  const auto made = convert_documents({{sample("three-pages.ps"), "first", ""}, {chart(1), "second", ""}},
                                      Resolution::fine, work_.path(), limits);
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().code, Errc::too_many_pages);
  EXPECT_TRUE(made.error().text.starts_with("second ")) << made.error().text;
}

TEST_F(ConvertErrors, bombs_are_refused_by_their_size) {
  expect(Errc::document_too_large, sample("bomb.png"));
  std::string tiff = read_file(chart(1));
  write_file(inputs_ / "bomb.tif", tiff);
  output_of(fmt::format("tiffset -s 257 4000000 {}/bomb.tif 2>&1", inputs_.path().string()));
  expect(Errc::document_too_large, inputs_ / "bomb.tif");
}

TEST_F(ConvertErrors, a_document_that_never_ends_is_stopped) {
  ConversionLimits limits;
  limits.time = std::chrono::seconds{1};
  expect(Errc::conversion_timeout, sample("runs-forever.ps"), {}, limits);
  EXPECT_EQ(child_processes(), "");
}

TEST_F(ConvertErrors, memory_is_limited) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers need the whole address space";
#endif
  ConversionLimits limits;
  limits.memory = 300 << 20;
  const Error error = error_of(sample("eats-memory.ps"), {}, limits);  // wants gigabytes
  EXPECT_TRUE(error.code == Errc::damaged_document || error.code == Errc::document_too_large) << error.text;
}

TEST_F(ConvertErrors, output_is_limited) {
  ConversionLimits limits;
  limits.output = 50'000;
  expect(Errc::document_too_large, chart(7), {}, limits);  // 69 kB
}

TEST_F(ConvertErrors, a_full_disk_is_storage_full) {
  const auto outcome = in_small_disk(work_.path(), 48 << 10, [](const std::filesystem::path& disk) {
    const auto made = convert_documents({{chart(7), "chart", ""}}, Resolution::fine, disk, {});
    if (!made.ok() && made.error().code != Errc::storage_full) std::fprintf(stderr, "%s\n", made.error().text.c_str());
    return !made.ok() && made.error().code == Errc::storage_full;
  });
  if (outcome == InSmallDisk::cannot) GTEST_SKIP() << "no mounts allowed here";
  EXPECT_EQ(outcome, InSmallDisk::good);
}

TEST_F(ConvertErrors, the_error_names_the_part_that_is_at_fault) {
  const auto made = convert_documents({{chart(1), "good.tif", ""}, {sample("archive.zip"), "Vertrag.docx", ""}},
                                      Resolution::fine, work_.path(), {});
  ASSERT_FALSE(made.ok());
  EXPECT_TRUE(made.error().text.starts_with("Vertrag.docx is a ZIP archive")) << made.error().text;
}

}  // namespace
}  // namespace caselli

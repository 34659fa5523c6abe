// Canonical files: written, read, weighed; judged by libtiff and its tools.
#include "document/fax_image.h"

#include <fmt/core.h>
#include <gtest/gtest.h>
#include <tiffio.h>

#include "kit.h"

namespace caselli {
namespace {

using namespace test;

PageImage chart_page(int number) {
  auto page = read_page(chart(number), 1);
  EXPECT_TRUE(page.ok());
  return page.ok() ? *page : PageImage{};
}

void write_charts(const std::filesystem::path& file, const std::vector<int>& charts, const FaxTags& tags = {}) {
  auto writer = FaxImageWriter::create(file, tags);
  ASSERT_TRUE(writer.ok());
  for (const int number : charts) ASSERT_TRUE(writer->add(chart_page(number)).ok());
}

TEST(FaxImage, a_written_file_shows_the_pixels_it_was_given_in_an_independent_tool) {
  const TempFolder folder;
  write_charts(folder / "fax.tif", {1, 5, 7});
  const auto pages = pixels_of(folder / "fax.tif");
  ASSERT_EQ(pages.size(), 3u);
  int at = 0;
  for (const int number : {1, 5, 7}) EXPECT_EQ(pages[static_cast<std::size_t>(at++)], pixels_of(chart(number)).front());
  int status = -1;
  output_of(fmt::format("tiffcp {0}/fax.tif {0}/copy.tif 2>&1", folder.path().string()), &status);
  EXPECT_EQ(status, 0);
}

TEST(FaxImage, every_tool_reads_the_file_without_a_warning) {
  const TempFolder folder;
  FaxTags tags;
  tags.document_name = "Rechnung über 5 €";
  tags.routing = "1001";
  tags.csid = "+49 89 1";
  tags.time = Instant{std::chrono::seconds{1'780'000'000}};
  write_charts(folder / "fax.tif", {1, 2}, tags);
  const std::string said = output_of("tiffinfo " + (folder / "fax.tif").string() + " 2>&1");
  EXPECT_EQ(said.find("Warning"), std::string::npos) << said;
  EXPECT_EQ(said.find("rror"), std::string::npos) << said;
  EXPECT_NE(said.find("Compression Scheme: CCITT Group 4"), std::string::npos);
  EXPECT_NE(said.find("Photometric Interpretation: min-is-white"), std::string::npos);
  EXPECT_NE(said.find("Rows/Strip: 2376"), std::string::npos);
  EXPECT_NE(said.find("multi-page document"), std::string::npos);
  EXPECT_NE(said.find("2026:05:28 20:26:40"), std::string::npos) << said;  // date -u -d @1780000000
}

TEST(FaxImage, each_add_leaves_a_complete_file_behind) {
  const TempFolder folder;
  auto writer = FaxImageWriter::create(folder / "fax.tif", {});
  ASSERT_TRUE(writer.ok());
  EXPECT_EQ(inspect_document(folder / "fax.tif", false).error().code, Errc::empty_document);
  for (int pages = 1; pages <= 4; ++pages) {
    ASSERT_TRUE(writer->add(chart_page(1)).ok());
    EXPECT_EQ(writer->pages(), pages);
    EXPECT_EQ(pixels_of(folder / "fax.tif").size(), static_cast<std::size_t>(pages));
  }
}

TEST(FaxImage, tags_come_back) {
  const TempFolder folder;
  FaxTags tags;
  tags.document_name = "Angebot für 株式会社";
  tags.tsid = "+49 89 555-1";
  tags.csid = "CSID: with a colon";
  tags.caller_id = "+1 (425) 5551234";
  tags.routing = "4711";
  tags.recipient_name = "Ärztehaus\nzweite Zeile";
  tags.recipient_number = "9,5551234";
  tags.sender_name = "A";  // short enough to lie inside its directory entry
  tags.time = Instant{std::chrono::seconds{1'767'225'600}};
  write_charts(folder / "fax.tif", {1, 2}, tags);
  auto read = read_tags(folder / "fax.tif");
  ASSERT_TRUE(read.ok());
  tags.recipient_name = "Ärztehaus zweite Zeile";  // one line a field
  EXPECT_EQ(*read, tags);
}

TEST(FaxImage, long_tags_are_cut_between_characters) {
  const TempFolder folder;
  FaxTags tags;
  for (int i = 0; i < 400; ++i) tags.document_name += "ä";
  write_charts(folder / "fax.tif", {1}, tags);
  EXPECT_EQ(read_tags(folder / "fax.tif")->document_name, tags.document_name.substr(0, 500));
}

TEST(FaxImage, facts_name_pages_width_and_resolution) {
  auto facts = inspect_document(chart(1), false);
  ASSERT_TRUE(facts.ok());
  EXPECT_EQ(facts->pages, 1);
  EXPECT_EQ(facts->width, 1728);
  EXPECT_EQ(facts->resolution, "204x196");
  EXPECT_EQ(facts->bytes, static_cast<std::int64_t>(std::filesystem::file_size(chart(1))));
  EXPECT_TRUE(facts->page_bytes.empty());
}

// The bytes libtiff's own tool needs for a page in one coding.
std::int64_t tool_bytes(const std::filesystem::path& file, const std::string& coding, const TempFolder& folder) {
  const auto copy = folder / ("copy-" + coding.substr(0, 5) + ".tif");
  output_of(fmt::format("tiffcp -c {} -r 10000 {} {}", coding, file.string(), copy.string()));
  TIFF* tiff = TIFFOpen(copy.c_str(), "r");
  if (!tiff) return -1;
  const auto bytes = static_cast<std::int64_t>(TIFFRawStripSize(tiff, 0));
  TIFFClose(tiff);
  return bytes;
}

TEST(FaxImage, weighing_agrees_with_what_libtiffs_tool_makes) {
  const TempFolder folder;
  for (const int number : {1, 2, 5, 7}) {
    auto facts = inspect_document(chart(number), true);
    ASSERT_TRUE(facts.ok());
    EXPECT_EQ(facts->coded_bytes[0], tool_bytes(chart(number), "g3:1d", folder)) << number;
    EXPECT_EQ(facts->coded_bytes[1], tool_bytes(chart(number), "g3:2d", folder)) << number;
    EXPECT_EQ(facts->coded_bytes[2], tool_bytes(chart(number), "g4", folder)) << number;
    EXPECT_EQ(facts->best, Compression::mmr) << number;
  }
}

TEST(FaxImage, the_best_coding_is_the_one_with_the_fewest_bytes_over_all_pages) {
  const TempFolder folder;
  // Short runs that MH codes in few bits, with nothing in common from row to row: in MMR each
  // pair costs the horizontal code besides.
  PageBits noise{1728, 400, 204, 196, {}};
  noise.rows.resize(noise.row_bytes() * 400);
  std::uint32_t state = 1;
  const auto random = [&](std::uint32_t below) {
    state = state * 1664525 + 1013904223;
    return (state >> 16) % below;
  };
  for (std::size_t y = 0; y < 400; ++y)
    for (std::size_t x = random(8); x < 1720;) {
      for (std::size_t end = x + 2 + random(2); x < end; ++x)
        noise.rows[y * noise.row_bytes() + x / 8] |= static_cast<std::uint8_t>(0x80 >> x % 8);
      x += 4 + random(4);
    }
  auto page = encode_page(noise);
  ASSERT_TRUE(page.ok());
  {
    auto writer = FaxImageWriter::create(folder / "noise.tif", {});
    ASSERT_TRUE(writer->add(*page).ok());
    ASSERT_TRUE(writer->add(chart_page(1)).ok());
  }
  auto facts = inspect_document(folder / "noise.tif", true);
  ASSERT_TRUE(facts.ok());
  EXPECT_LT(facts->coded_bytes[0], facts->coded_bytes[2]);
  EXPECT_EQ(facts->best, Compression::mh);
  ASSERT_EQ(facts->page_bytes.size(), 2u);
  EXPECT_EQ(facts->page_bytes[0] + facts->page_bytes[1], facts->coded_bytes[0]);
}

TEST(FaxImage, decoding_and_coding_keep_every_pixel) {
  for (const int number : {1, 2, 5, 7}) {
    auto bits = decode_page(chart_page(number));
    ASSERT_TRUE(bits.ok());
    const Pixels expected = pixels_of(chart(number)).front();
    for (int y = 0; y < bits->length; ++y)
      for (int x = 0; x < bits->width; ++x) {
        const bool black =
            (bits->rows[bits->row_bytes() * static_cast<std::size_t>(y) + static_cast<std::size_t>(x / 8)] >>
                 (7 - x % 8) &
             1) != 0;
        ASSERT_EQ(black, expected.rows[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)] == '1');
      }
    auto again = encode_page(*bits);
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(*decode_page(*again), *bits);
  }
}

TEST(FaxImage, all_widths_and_resolutions_of_t30_are_taken_and_no_others) {
  const TempFolder folder;
  auto writer = FaxImageWriter::create(folder / "fax.tif", {});
  int pages = 0;
  for (const int width : {1728, 2048, 2432})
    for (const int y_dpi : {98, 196, 391}) {
      PageBits bits{width, 3, 204, y_dpi, {}};
      bits.rows.assign(bits.row_bytes() * 3, 0x55);
      ASSERT_TRUE(writer->add(*encode_page(bits)).ok());
      auto read = decode_page(*read_page(folder / "fax.tif", ++pages));
      ASSERT_TRUE(read.ok());
      EXPECT_EQ(*read, bits);
    }
  EXPECT_EQ(inspect_document(folder / "fax.tif", true)->width, 2432);
  PageImage page = chart_page(1);
  page.width = 1720;
  EXPECT_EQ(writer->add(page).error().code, Errc::invalid_argument);
  page = chart_page(1);
  page.y_dpi = 200;
  EXPECT_EQ(writer->add(page).error().code, Errc::invalid_argument);
  page = chart_page(1);
  page.t6.clear();
  EXPECT_EQ(writer->add(page).error().code, Errc::invalid_argument);
}

TEST(FaxImage, a_page_cut_short_does_not_decode) {
  PageImage page = chart_page(5);
  page.t6.resize(page.t6.size() / 2);
  EXPECT_EQ(decode_page(page).error().code, Errc::damaged_document);
  page = chart_page(5);
  page.length += 1;  // says more rows than are coded
  EXPECT_EQ(decode_page(page).error().code, Errc::damaged_document);
}

TEST(FaxImage, a_missing_page_is_not_found_and_a_missing_file_too) {
  EXPECT_EQ(read_page(chart(1), 2).error().code, Errc::not_found);
  EXPECT_EQ(read_page(chart(1), 0).error().code, Errc::not_found);
  EXPECT_EQ(read_page("/nowhere/fax.tif", 1).error().code, Errc::not_found);
}

TEST(FaxImage, files_that_are_not_canonical_are_refused) {
  const TempFolder folder;
  const std::string file = (folder / "bad.tif").string();
  const char* changes[] = {
      "tiffset -s 277 4 ",  // samples a pixel
      "tiffset -s 258 8 ",  // bits a sample
      "tiffset -s 262 1 ",  // 0 is black
      "tiffset -s 266 2 ",  // LSB first
      "tiffset -s 256 1720 ", "tiffset -s 257 100000 ", "tiffset -s 282 300 ", "tiffset -s 283 100 ",
  };
  for (const char* change : changes) {
    std::filesystem::copy_file(chart(1), file, std::filesystem::copy_options::overwrite_existing);
    output_of(change + file + " 2>&1");
    EXPECT_EQ(inspect_document(file, false).error().code, Errc::damaged_document) << change;
  }
  output_of("tiffcp -c g3:1d " + chart(1).string() + ' ' + file);
  EXPECT_EQ(inspect_document(file, false).error().code, Errc::damaged_document);
  output_of("tiffcp -c g4 -r 100 " + chart(1).string() + ' ' + file);
  EXPECT_EQ(inspect_document(file, false).error().code, Errc::damaged_document);
}

TEST(FaxImage, a_strip_that_lies_outside_the_file_is_found_without_reading_it) {
  const TempFolder folder;
  write_charts(folder / "fax.tif", {1});
  std::string bytes = read_file(folder / "fax.tif");
  // The directory entry of StripOffsets (273): one LONG, whose value gets a high byte.
  const std::size_t entry = bytes.find(std::string{"\x11\x01\x04\x00\x01\x00\x00\x00", 8});
  ASSERT_NE(entry, std::string::npos);
  bytes[entry + 11] = 1;
  write_file(folder / "fax.tif", bytes);
  EXPECT_EQ(inspect_document(folder / "fax.tif", false).error().code, Errc::damaged_document);
}

TEST(FaxImage, a_directory_that_points_to_itself_ends) {
  const TempFolder folder;
  write_charts(folder / "fax.tif", {1});
  std::string bytes = read_file(folder / "fax.tif");
  // The link is the last value of the file: let it be the first directory's offset.
  bytes.replace(bytes.size() - 4, 4, bytes.substr(4, 4));
  write_file(folder / "fax.tif", bytes);
  EXPECT_EQ(inspect_document(folder / "fax.tif", false).error().code, Errc::damaged_document);
}

TEST(FaxImage, pixels_are_compared_but_for_white_rows_at_the_end) {
  const TempFolder folder;
  auto bits = *decode_page(chart_page(1));
  const auto write = [&](const std::string& name, const PageBits& page) {
    auto writer = FaxImageWriter::create(folder / name, {}, Durability::unsynced);
    ASSERT_TRUE(writer->add(*encode_page(page)).ok());
  };
  write("a.tif", bits);
  PageBits longer = bits;
  longer.length += 2;
  longer.rows.resize(longer.rows.size() + 2 * longer.row_bytes());
  write("longer.tif", longer);
  longer.rows.back() = 1;
  write("blacker.tif", longer);
  bits.rows[123'456] ^= 0x10;
  write("other.tif", bits);
  EXPECT_TRUE(*same_pixels(chart(1), folder / "a.tif", 1));
  EXPECT_TRUE(*same_pixels(folder / "longer.tif", folder / "a.tif", 1));
  EXPECT_FALSE(*same_pixels(folder / "blacker.tif", folder / "a.tif", 1));
  EXPECT_FALSE(*same_pixels(folder / "a.tif", folder / "other.tif", 1));
  EXPECT_EQ(same_pixels(chart(1), chart(2), 2).error().code, Errc::not_found);
}

// The disk fills in the middle of a page: the error says so, earlier pages stay readable,
// and with room made the same writer goes on.
TEST(FaxImage, a_full_disk_is_reported_and_keeps_earlier_pages) {
  const TempFolder folder;
  const auto outcome = in_small_disk(folder.path(), 96 << 10, [](const std::filesystem::path& disk) {
    auto writer = FaxImageWriter::create(disk / "fax.tif", {});
    const auto text = read_page(chart(1), 1), picture = read_page(chart(7), 1);  // 18 and 69 kB
    if (!writer || !text || !picture || !writer->add(*text) || !writer->add(*text)) return false;
    const Status full = writer->add(*picture);
    if (full.ok() || full.error().code != Errc::storage_full) return false;
    const auto facts = inspect_document(disk / "fax.tif", true);
    if (!facts || facts->pages != 2 || writer->pages() != 2) return false;
    return writer->add(*text).ok() && pixels_of(disk / "fax.tif").size() == 3;
  });
  if (outcome == InSmallDisk::cannot) GTEST_SKIP() << "no mounts allowed here";
  EXPECT_EQ(outcome, InSmallDisk::good);
}

TEST(FaxImage, a_full_disk_is_reported_when_the_file_is_made) {
  const TempFolder folder;
  const auto outcome = in_small_disk(folder.path(), 4096, [](const std::filesystem::path& disk) {
    write_file(disk / "filler", std::string(4096, 'x'));
    const auto writer = FaxImageWriter::create(disk / "fax.tif", {});
    return !writer.ok() && writer.error().code == Errc::storage_full;
  });
  if (outcome == InSmallDisk::cannot) GTEST_SKIP() << "no mounts allowed here";
  EXPECT_EQ(outcome, InSmallDisk::good);
}

}  // namespace
}  // namespace caselli

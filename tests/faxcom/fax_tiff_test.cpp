// FaxTiff against files that libtiff's tools wrote, and against faxes as Caselli stores them.

#include "faxcom/fax_tiff.h"

#include <fmt/format.h>

#include <cstdlib>
#include <ctime>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "client.h"
#include "document/fax_image.h"
#include "document/tagged_copy.h"
#include "support/temp_folder.h"

namespace caselli::faxcom {
namespace {

std::string chart() { return CASELLI_TEST_DATA "/charts/itu1.tif"; }

void run(const std::string& command) { ASSERT_EQ(std::system((command + " 2>/dev/null").c_str()), 0) << command; }

class FaxTiffTest : public ::testing::Test {
 protected:
  FaxTiffTest() { use_zone("UTC"); }
  void TearDown() override {
    unsetenv("TZ");
    tzset();
    tiff = {};
    last_error();
    EXPECT_EQ(live_objects().load(), 0);
  }
  static void use_zone(const char* zone) {
    setenv("TZ", zone, 1);
    tzset();
  }

  // A copy of a chart, changed by a tool of libtiff: `tiffset -s 315 Name FILE`.
  std::string made(const std::string& tool_and_options) {
    const auto file = (folder / fmt::format("made-{}.tif", ++files)).string();
    run(fmt::format("tiffcp {} {}", chart(), file));
    if (!tool_and_options.empty()) run(fmt::format("{} {}", tool_and_options, file));
    return file;
  }
  std::string copied(const std::string& options) {
    const auto file = (folder / fmt::format("copied-{}.tif", ++files)).string();
    run(fmt::format("tiffcp {} {} {}", options, chart(), file));
    return file;
  }
  std::string written(std::string_view bytes) {
    const auto file = (folder / fmt::format("written-{}.tif", ++files)).string();
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
  }
  // As Caselli stores a received fax, and gives it out.
  std::string stored(const FaxTags& tags) {
    const auto file = folder / fmt::format("stored-{}.tif", ++files);
    auto writer = FaxImageWriter::create(file, tags);
    EXPECT_TRUE(writer.ok() && writer->add(read_page(chart(), 1).value()).ok());
    return file.string();
  }

  HRESULT open(const std::string& file) { return tiff->put_Image(Bstr(file)); }
  std::string tag(int number) {
    BSTR text = nullptr;
    EXPECT_EQ(tiff->get_TiffTagString(number, &text), S_OK) << number;
    const auto value = text_of(text);
    SysFreeString(text);
    return value;
  }

  TempFolder folder;
  int files = 0;
  ComPtr<FaxTiff> tiff = make_com<FaxTiff>();
};

FaxTags all_tags() {
  FaxTags tags;
  tags.tsid = "+49 89 555-1";
  tags.csid = "+49 30 1001";
  tags.caller_id = "0895551";
  tags.routing = "1001";
  tags.recipient_name = "Ärztehaus";
  tags.recipient_number = "9,5551234";
  tags.sender_name = "Jörg 株式会社";
  tags.time = Instant{std::chrono::seconds{907'323'300}};  // date -u -d @907323300: 1998-10-02 10:15:00
  return tags;
}

TEST_F(FaxTiffTest, a_fax_as_caselli_stores_it_shows_all_its_values) {
  ASSERT_EQ(open(stored(all_tags())), S_OK) << last_error();
  EXPECT_EQ(read<BSTR>(tiff, &IFaxTiff::get_Tsid), "+49 89 555-1");
  EXPECT_EQ(read<BSTR>(tiff, &IFaxTiff::get_Csid), "+49 30 1001");
  EXPECT_EQ(read<BSTR>(tiff, &IFaxTiff::get_CallerId), "0895551");
  EXPECT_EQ(read<BSTR>(tiff, &IFaxTiff::get_Routing), "1001");
  EXPECT_EQ(read<BSTR>(tiff, &IFaxTiff::get_RecipientName), "Ärztehaus");
  EXPECT_EQ(read<BSTR>(tiff, &IFaxTiff::get_RecipientNumber), "9,5551234");
  EXPECT_EQ(read<BSTR>(tiff, &IFaxTiff::get_SenderName), "Jörg 株式会社");
  EXPECT_EQ(read<BSTR>(tiff, &IFaxTiff::get_ReceiveTime), "10/02/98@10:15AM");
}

TEST_F(FaxTiffTest, the_time_is_shown_where_the_reader_is_and_kept_in_utc) {
  const auto file = stored(all_tags());
  use_zone("EST5EDT,M4.1.0,M10.5.0");
  ASSERT_EQ(open(file), S_OK);
  EXPECT_EQ(read<BSTR>(tiff, &IFaxTiff::get_ReceiveTime), "10/02/98@06:15AM");
  VARIANT raw;
  VariantInit(&raw);
  ASSERT_EQ(tiff->get_RawReceiveTime(&raw), S_OK);
  EXPECT_EQ(raw.vt, VT_CY);
  // (907323300 + 11644473600) s in units of 100 ns since 1601.
  EXPECT_EQ(raw.cyVal.int64, 125'517'969'000'000'000);
}

TEST_F(FaxTiffTest, noon_and_midnight_are_twelve) {
  auto tags = all_tags();
  tags.time += std::chrono::minutes{105};
  ASSERT_EQ(open(stored(tags)), S_OK);
  EXPECT_EQ(read<BSTR>(tiff, &IFaxTiff::get_ReceiveTime), "10/02/98@12:00PM");
  tags.time += std::chrono::hours{12};
  ASSERT_EQ(open(stored(tags)), S_OK);
  EXPECT_EQ(read<BSTR>(tiff, &IFaxTiff::get_ReceiveTime), "10/03/98@12:00AM");
}

TEST_F(FaxTiffTest, a_copy_given_out_carries_the_tags_of_its_fax) {
  std::ifstream in(stored(all_tags()), std::ios::binary);
  auto tags = all_tags();
  tags.recipient_name = "Another of the broadcast";
  tags.seconds = 42;
  const auto copy = tagged_copy({std::istreambuf_iterator<char>(in), {}}, tags);
  ASSERT_TRUE(copy.ok());
  ASSERT_EQ(open(written(*copy)), S_OK) << last_error();
  EXPECT_EQ(read<BSTR>(tiff, &IFaxTiff::get_RecipientName), "Another of the broadcast");
  EXPECT_EQ(read<BSTR>(tiff, &IFaxTiff::get_Tsid), "+49 89 555-1");
  EXPECT_EQ(tag(34910), "42");
}

TEST_F(FaxTiffTest, a_received_fax_went_to_the_number_of_its_csid) {
  auto tags = all_tags();
  tags.recipient_number.clear();
  ASSERT_EQ(open(stored(tags)), S_OK);
  EXPECT_EQ(read<BSTR>(tiff, &IFaxTiff::get_RecipientNumber), "+49 30 1001");
}

TEST_F(FaxTiffTest, values_that_are_not_there_are_unavailable) {
  ASSERT_EQ(open(made("")), S_OK) << last_error();
  for (auto get : {&IFaxTiff::get_RecipientName, &IFaxTiff::get_SenderName, &IFaxTiff::get_Routing,
                   &IFaxTiff::get_CallerId, &IFaxTiff::get_Csid, &IFaxTiff::get_Tsid, &IFaxTiff::get_RecipientNumber})
    EXPECT_EQ(read<BSTR>(tiff, get), "Unavailable");
  EXPECT_EQ(read<BSTR>(tiff, &IFaxTiff::get_ReceiveTime), "");
  EXPECT_EQ(tag(315), "Unavailable");
  VARIANT raw;
  VariantInit(&raw);
  ASSERT_EQ(tiff->get_RawReceiveTime(&raw), S_OK);
  ASSERT_EQ(raw.vt, VT_BSTR);
  EXPECT_EQ(text_of(raw.bstrVal), "Unavailable");
  VariantClear(&raw);
}

TEST_F(FaxTiffTest, tags_set_by_a_tool_are_read) {
  ASSERT_EQ(open(made("tiffset -s 315 'Jörg' -s 316 HOST -s 34909 1001 -s 306 '1998:10:02 10:15:00'")), S_OK);
  EXPECT_EQ(read<BSTR>(tiff, &IFaxTiff::get_SenderName), "Jörg");
  EXPECT_EQ(read<BSTR>(tiff, &IFaxTiff::get_Tsid), "HOST");
  EXPECT_EQ(read<BSTR>(tiff, &IFaxTiff::get_Routing), "1001");
  EXPECT_EQ(tag(306), "1998:10:02 10:15:00");
}

TEST_F(FaxTiffTest, the_time_in_a_file_of_others_is_the_local_one) {
  const auto file = made("tiffset -s 306 '1998:10:02 10:15:00'");
  use_zone("EST5EDT,M4.1.0,M10.5.0");
  ASSERT_EQ(open(file), S_OK);
  EXPECT_EQ(read<BSTR>(tiff, &IFaxTiff::get_ReceiveTime), "10/02/98@10:15AM");
}

TEST_F(FaxTiffTest, every_layout_of_tiff_gives_the_same_texts) {
  for (const auto* options : {"-L", "-B", "-8 -L", "-8 -B", "-c g3:2d", "-r 8"}) {
    ASSERT_EQ(open(copied(options)), S_OK) << options << last_error();
    EXPECT_EQ(tag(256), "1728") << options;
    EXPECT_EQ(tag(257), "2376") << options;
    EXPECT_EQ(tag(258), "1") << options;
    EXPECT_EQ(tag(282), "204/1") << options;
  }
  ASSERT_EQ(open(copied("-r 1188")), S_OK);
  EXPECT_EQ(split(tag(273), ' ').size(), 2u);  // two strips, two offsets
}

TEST_F(FaxTiffTest, a_file_of_fax2tiff_is_read) {
  const auto raw = folder / "page.g4", file = folder / "page.tif";
  const auto page = read_page(chart(), 1).value();
  std::ofstream(raw, std::ios::binary)
      .write(reinterpret_cast<const char*>(page.t6.data()), static_cast<std::streamsize>(page.t6.size()));
  run(fmt::format("fax2tiff -o {} -4 -8 -X 1728 {} >/dev/null", file.string(), raw.string()));
  ASSERT_EQ(open(file.string()), S_OK) << last_error();
  EXPECT_EQ(tag(259), "4");
  EXPECT_EQ(tag(256), "1728");
  EXPECT_EQ(tag(282), "204/1");
  EXPECT_EQ(read<BSTR>(tiff, &IFaxTiff::get_Tsid), "Unavailable");
}

TEST_F(FaxTiffTest, the_first_page_alone_counts) {
  const auto first = made("tiffset -s 315 One"), second = made("tiffset -s 315 Two");
  const auto both = (folder / "both.tif").string();
  run(fmt::format("tiffcp {} {} {}", first, second, both));
  ASSERT_EQ(open(both), S_OK);
  EXPECT_EQ(tag(315), "One");
}

TEST_F(FaxTiffTest, nothing_can_be_read_before_a_file_is_open) {
  BSTR text = nullptr;
  EXPECT_EQ(tiff->get_Tsid(&text), E_FAIL);
  EXPECT_EQ(last_error(), "no file is open: set Image first");
  EXPECT_EQ(tiff->get_ReceiveTime(&text), E_FAIL);
  EXPECT_EQ(tiff->get_TiffTagString(256, &text), E_FAIL);
  VARIANT raw;
  EXPECT_EQ(tiff->get_RawReceiveTime(&raw), E_FAIL);
  EXPECT_EQ(text, nullptr);
  EXPECT_EQ(read<BSTR>(tiff, &IFaxTiff::get_Image), "");
  EXPECT_EQ(tiff->get_Tsid(nullptr), E_POINTER);
}

TEST_F(FaxTiffTest, a_missing_file_and_one_that_is_no_tiff_have_codes_of_their_own) {
  EXPECT_EQ(open((folder / "nothing.tif").string()), static_cast<HRESULT>(0x80070002));
  EXPECT_EQ(last_error(), fmt::format("there is no file '{}/nothing.tif'", folder.path().string()));
  EXPECT_EQ(tiff->put_Image(nullptr), static_cast<HRESULT>(0x80070002));
  for (const std::string& bytes :
       {std::string{}, std::string{"II*"}, std::string{"%PDF-1.4 and more of it"},
        std::string("II*\0\x08\0\0\0\0\0\0\0\0\0", 14), std::string("MM\0*\xff\xff\xff\xff", 8)}) {
    EXPECT_EQ(open(written(bytes)), static_cast<HRESULT>(0x8007000D)) << bytes;
    EXPECT_NE(last_error().find("is not a usable TIFF"), std::string::npos);
  }
  EXPECT_EQ(open(folder.path().string()), static_cast<HRESULT>(0x8007000D));
}

TEST_F(FaxTiffTest, a_file_that_cannot_be_opened_leaves_none_open) {
  ASSERT_EQ(open(made("")), S_OK);
  EXPECT_NE(open("/nowhere/at/all.tif"), S_OK);
  BSTR text = nullptr;
  EXPECT_EQ(tiff->get_Tsid(&text), E_FAIL);
}

TEST_F(FaxTiffTest, the_file_may_change_or_go_once_it_was_read) {
  const auto file = made("tiffset -s 315 Before");
  ASSERT_EQ(open(file), S_OK);
  run("tiffset -s 315 After " + file);
  EXPECT_EQ(tag(315), "Before");
  std::filesystem::remove(file);
  EXPECT_EQ(tag(315), "Before");
  EXPECT_EQ(read<BSTR>(tiff, &IFaxTiff::get_Image), file);
}

TEST_F(FaxTiffTest, a_name_beyond_ascii_is_opened) {
  const auto file = folder / "Büro 株.tif";
  run(fmt::format("cp '{}' '{}'", chart(), file.string()));
  EXPECT_EQ(open(file.string()), S_OK) << last_error();
}

TEST_F(FaxTiffTest, what_is_no_number_of_a_tag_is_refused) {
  ASSERT_EQ(open(made("")), S_OK);
  BSTR text = nullptr;
  EXPECT_EQ(tiff->get_TiffTagString(-1, &text), E_INVALIDARG);
  EXPECT_EQ(tiff->get_TiffTagString(65536, &text), E_INVALIDARG);
  EXPECT_EQ(tiff->get_TiffTagString(256, nullptr), E_POINTER);
}

// A TIFF of one entry besides the size: tag 40000 of `type`, `count` values at `at`.
std::string with_entry(int type, std::uint32_t count, std::uint32_t at) {
  std::string bytes("II*\0\x08\0\0\0", 8);
  const auto put = [&](std::uint64_t value, int size) {
    for (int i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i));
  };
  put(3, 2);
  for (const int tag : {256, 257}) put(tag, 2), put(3, 2), put(1, 4), put(1, 4);
  put(40000, 2), put(type, 2), put(count, 4), put(at, 4);
  put(0, 4);
  return bytes;
}

TEST_F(FaxTiffTest, each_type_has_its_text) {
  struct Case {
    int type;
    std::uint32_t count, value;
    const char* text;
  };
  for (const auto& [type, count, value, text] :
       {Case{1, 3, 0x030201, "1 2 3"}, Case{2, 3, 0x00424100, "\nAB"}, Case{2, 2, 0x00E4, "ä"},
        Case{3, 2, 0x00020001, "1 2"}, Case{4, 1, 0xFFFFFFFF, "4294967295"}, Case{6, 2, 0x01FF, "-1 1"},
        Case{7, 2, 0x0A0B, "0b 0a"}, Case{8, 1, 0xFFFF, "-1"}, Case{9, 1, 0xFFFFFFFE, "-2"},
        Case{11, 1, 0x3FC00000, "1.5"}, Case{13, 1, 8, "8"}, Case{1, 0, 0, ""}}) {
    ASSERT_EQ(open(written(with_entry(type, count, value))), S_OK) << last_error();
    EXPECT_EQ(tag(40000), text) << type;
  }
}

TEST_F(FaxTiffTest, a_value_outside_the_file_or_of_no_known_type_is_left_out) {
  for (const auto& bytes : {with_entry(4, 2, 0xFFFFFF00), with_entry(4, 0xFFFFFFFF, 8), with_entry(12, 0x20000000, 0),
                            with_entry(99, 1, 1), with_entry(5, 1, 46)}) {
    ASSERT_EQ(open(written(bytes)), S_OK) << last_error();
    EXPECT_EQ(tag(40000), "Unavailable");
    EXPECT_EQ(tag(256), "1");
  }
}

}  // namespace
}  // namespace caselli::faxcom

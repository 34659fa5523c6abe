// Copies with other tags: judged by libtiff's tools.
#include "document/tagged_copy.h"

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kit.h"

namespace caselli {
namespace {

using namespace test;
using testing::HasSubstr;
using testing::Not;

// Two charts, with the tags a fax has when its first page comes in.
std::string two_charts(const TempFolder& folder) {
  FaxTags tags;
  tags.document_name = "before.pdf";
  tags.routing = "before";
  const auto file = folder / "before.tif";
  auto writer = FaxImageWriter::create(file, tags);
  for (const int number : {1, 5}) EXPECT_TRUE(writer->add(*read_page(chart(number), 1)).ok());
  return read_file(file);
}

FaxTags new_tags() {
  FaxTags tags;
  tags.document_name = "after.pdf";
  tags.tsid = "+49 89 555-1";
  tags.csid = "+49 30 1001";
  tags.recipient_name = "Ärztehaus";
  tags.recipient_number = "9,5551234";
  tags.sender_name = "Jo";
  tags.time = Instant{std::chrono::seconds{1'780'000'000}};
  tags.seconds = 42;
  return tags;
}

TEST(TaggedCopy, has_the_new_tags_and_none_of_the_old_as_libtiffs_tools_see_it) {
  const TempFolder folder;
  const auto copy = tagged_copy(two_charts(folder), new_tags());
  ASSERT_TRUE(copy.ok());
  write_file(folder / "after.tif", *copy);
  EXPECT_EQ(*read_tags(folder / "after.tif"), new_tags());

  const auto info = output_of("tiffinfo " + (folder / "after.tif").string() + " 2>&1");
  EXPECT_THAT(info, Not(HasSubstr("Warning")));
  EXPECT_THAT(info, Not(HasSubstr("before")));
  EXPECT_THAT(info, HasSubstr("DocumentName: after.pdf"));
  EXPECT_THAT(info, HasSubstr("DateTime: 2026:05:28 20:26:40"));
  EXPECT_THAT(info, HasSubstr("HostComputer: +49 89 555-1"));
  EXPECT_THAT(info, HasSubstr("FaxRecvTime: 42"));
  EXPECT_THAT(info, HasSubstr("Rows/Strip: 2376"));
  const auto dump = output_of("tiffdump -m 999 " + (folder / "after.tif").string() + " 2>&1");
  EXPECT_THAT(dump, HasSubstr("34910 (0x885e) LONG (4) 1<42>"));
  EXPECT_THAT(dump, HasSubstr("Artist (315) ASCII (2) 3<Jo\\0>"));
}

TEST(TaggedCopy, shows_the_same_pixels) {
  const TempFolder folder;
  write_file(folder / "after.tif", *tagged_copy(two_charts(folder), new_tags()));
  EXPECT_EQ(pixels_of(folder / "after.tif"), pixels_of(folder / "before.tif"));
  int status = -1;
  for (const int page : {0, 1})
    output_of(fmt::format("cd {} && tiffcp before.tif,{} a.tif && tiffcp after.tif,{} b.tif && tiffcmp -t a.tif b.tif",
                          folder.path().string(), page, page),
              &status);
  EXPECT_EQ(status, 0);
}

TEST(TaggedCopy, can_be_copied_again) {
  const TempFolder folder;
  auto tags = new_tags();
  const auto once = tagged_copy(two_charts(folder), tags);
  tags.recipient_name = "Someone else";
  write_file(folder / "twice.tif", *tagged_copy(*once, tags));
  EXPECT_EQ(read_tags(folder / "twice.tif")->recipient_name, "Someone else");
  EXPECT_EQ(inspect_document(folder / "twice.tif", true)->pages, 2);
}

TEST(TaggedCopy, refuses_what_is_not_ours) {
  for (const std::string& bytes : {std::string{}, std::string{"MM\0*\0\0\0\x08", 8}, std::string{"II*\0\x08\0\0\0", 8},
                                   std::string{"II*\0\xff\xff\xff\xff", 8}, std::string{"II*\0\x06\0\0\0\xff\xff", 10}})
    EXPECT_EQ(tagged_copy(bytes, {}).error().code, Errc::damaged_document);
}

}  // namespace
}  // namespace caselli

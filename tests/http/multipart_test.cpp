#include "http/multipart.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "http/form.h"
#include "support/temp_folder.h"

namespace caselli {
namespace {

using testing::HasSubstr;

struct Part {
  MultipartHead head;
  std::string data;
  bool ended = false;
};

class Parts final : public MultipartListener {
 public:
  Status on_part(const MultipartHead& head) override {
    parts.push_back({head, {}, false});
    return Done{};
  }
  Status on_data(std::string_view bytes) override {
    parts.back().data.append(bytes);
    return Done{};
  }
  Status on_part_end() override {
    parts.back().ended = true;
    return Done{};
  }
  std::vector<Part> parts;
};

// Feeds `body` in pieces of `size` bytes.
Status read(std::string_view body, Parts& parts, std::size_t size = 1u << 20, std::string_view boundary = "AaB03x") {
  MultipartReader reader(boundary, parts);
  for (; !body.empty(); body.remove_prefix(std::min(size, body.size())))
    if (Status status = reader.feed(body.substr(0, size)); !status) return status;
  return reader.finish();
}

// The layout of RFC 7578 and RFC 2046 5.1.1, with a preamble, padding and an epilogue.
const std::string kBody =
    "preamble\r\n--AaB03x\r\n"
    "Content-Disposition: form-data; name=\"fax\"\r\n"
    "Content-Type: application/json\r\n\r\n"
    "{\"to\": \"1002\"}\r\n"
    "--AaB03x  \t\r\n"
    "content-disposition: form-data; name=document; filename=\"C:\\letters\\a b.tif\"\r\n"
    "Content-Type: image/tiff\r\n\r\n"
    "II*\r\n--AaB03\r\n-\r\n\r\n--AaB03x\r\n"
    "Content-Disposition: form-data; name=\"empty\"\r\n\r\n"
    "\r\n--AaB03x--\r\nepilogue --AaB03x";

TEST(Multipart, parts_are_the_same_however_the_bytes_are_cut) {
  for (std::size_t size = 1; size <= kBody.size(); ++size) {
    Parts read_parts;
    ASSERT_TRUE(read(kBody, read_parts, size).ok()) << size;
    const auto& parts = read_parts.parts;
    ASSERT_EQ(parts.size(), 3u) << size;
    EXPECT_EQ(parts[0].head.name, "fax");
    EXPECT_EQ(parts[0].head.media_type, "application/json");
    EXPECT_EQ(parts[0].data, "{\"to\": \"1002\"}");
    EXPECT_EQ(parts[1].head.file_name, "a b.tif");
    EXPECT_EQ(parts[1].data, "II*\r\n--AaB03\r\n-\r\n");
    EXPECT_EQ(parts[2].data, "");
    for (const Part& part : parts) EXPECT_TRUE(part.ended);
  }
}

TEST(Multipart, malformed_bodies_are_refused_with_a_reason) {
  const std::string head = "--AaB03x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n";
  const std::pair<std::string, std::string> cases[] = {
      {"", "before its last boundary"},
      {"no boundary at all", "before its last boundary"},
      {head + "data", "before its last boundary"},
      {head + "data\r\n--AaB03x", "before its last boundary"},
      {head + "data\r\n--AaB03xx\r\n", "followed by other text"},
      {"--AaB03x\r\n\r\ndata\r\n--AaB03x--", "no Content-Disposition"},
      {"--AaB03x\r\nContent-Disposition: attachment; name=a\r\n\r\n", "form-data"},
      {"--AaB03x\r\nContent-Disposition: form-data\r\n\r\n", "form-data"},
      {"--AaB03x\r\nContent-Disposition form-data\r\n\r\n", "colon"},
      {"--AaB03x\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\n", "UTF-8"},
      {"--AaB03x\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64\r\n\r\n", "base64"},
      {"--AaB03x\r\nX: " + std::string(9000, 'x'), "8 kB"},
      {"--AaB03x" + std::string(300, ' ') + "\r\n", "blanks"},
  };
  for (const auto& [body, reason] : cases) {
    for (const std::size_t size : {std::size_t{1}, std::size_t{1} << 20}) {
      Parts parts;
      const Status status = read(body, parts, size);
      ASSERT_FALSE(status.ok()) << body;
      EXPECT_EQ(status.error().code, Errc::invalid_argument);
      EXPECT_THAT(status.error().text, HasSubstr(reason)) << body;
    }
  }
}

TEST(Multipart, a_body_has_at_most_a_hundred_parts) {
  std::string body;
  for (int i = 0; i < 101; ++i) body += "--AaB03x\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n";
  Parts parts;
  const Status status = read(body + "--AaB03x--", parts);
  ASSERT_FALSE(status.ok());
  EXPECT_THAT(status.error().text, HasSubstr("100 parts"));
}

TEST(Multipart, the_boundary_comes_from_the_content_type) {
  EXPECT_EQ(*multipart_boundary("multipart/form-data; boundary=\"a b\""), "a b");
  EXPECT_EQ(*multipart_boundary("multipart/form-data; charset=utf-8; Boundary=----x"), "----x");
  for (const std::string& bad :
       {std::string{"multipart/form-data"}, std::string{"multipart/form-data; boundary="},
        "multipart/form-data; boundary=" + std::string(71, 'a'), std::string{"multipart/form-data; boundary=\"a\tb\""}})
    EXPECT_FALSE(multipart_boundary(bad).ok()) << bad;
}

TEST(Form, large_parts_become_files_that_go_with_the_form) {
  const TempFolder folder;
  const std::string large(FormCollector::kMostInMemory + 1, 'L');
  const std::string small(FormCollector::kMostInMemory, 'S');
  std::filesystem::path file;
  {
    FormCollector form(folder.path());
    MultipartReader reader("B", form);
    const std::string body = "--B\r\nContent-Disposition: form-data; name=a\r\n\r\n" + large +
                             "\r\n--B\r\nContent-Disposition: form-data; name=b\r\n\r\n" + small + "\r\n--B--";
    for (std::size_t at = 0; at < body.size(); at += 1000) ASSERT_TRUE(reader.feed(body.substr(at, 1000)).ok());
    ASSERT_TRUE(reader.finish().ok());
    ASSERT_EQ(form.parts().size(), 2u);
    ASSERT_TRUE(form.parts()[0].file);
    EXPECT_FALSE(form.parts()[1].file);
    EXPECT_EQ(form.parts()[1].content, small);
    file = form.parts()[0].file->path();
    std::ifstream in(file, std::ios::binary);
    EXPECT_EQ((std::string{std::istreambuf_iterator<char>(in), {}}), large);
    using std::filesystem::perms;
    EXPECT_EQ(std::filesystem::status(file).permissions(), perms::owner_read | perms::owner_write);
  }
  EXPECT_FALSE(std::filesystem::exists(file));
}

TEST(Form, a_full_disk_is_storage_full) {
  const TempFolder folder;
  TempFile full(folder / "upload", FileDescriptor{::open("/dev/full", O_WRONLY)});
  const Status status = full.append("x");
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, Errc::storage_full);
  EXPECT_THAT(status.error().text, HasSubstr("free some space"));
}

TEST(Form, a_folder_that_is_not_there_is_storage_failed) {
  const auto file = TempFile::make("/nowhere/at/all");
  ASSERT_FALSE(file.ok());
  EXPECT_EQ(file.error().code, Errc::storage_failed);
  EXPECT_THAT(file.error().text, HasSubstr("/nowhere/at/all"));
}

}  // namespace
}  // namespace caselli

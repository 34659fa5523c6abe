#include "document/document_kind.h"

#include <gtest/gtest.h>

namespace caselli {
namespace {

using namespace std::string_view_literals;

struct Known {
  std::string_view bytes;
  std::string_view media_type;
  DocumentKind kind;
};

TEST(DocumentKind, content_decides) {
  const Known kKnown[] = {
      {"II*\0...."sv, "", DocumentKind::tiff},
      {"MM\0*...."sv, "image/tiff", DocumentKind::tiff},
      {"%PDF-1.7\n"sv, "application/pdf", DocumentKind::pdf},
      {"\r\n%PDF-1.7\n"sv, "", DocumentKind::pdf},
      {"%!PS-Adobe-3.0"sv, "application/postscript", DocumentKind::postscript},
      {"\xC5\xD0\xD3\xC6\x20\0\0\0"sv, "", DocumentKind::postscript},
      {"\x89PNG\r\n\x1A\n"sv, "image/png; charset=binary", DocumentKind::png},
      {"\xFF\xD8\xFF\xE0"sv, "IMAGE/JPEG", DocumentKind::jpeg},
      {"Hello, world\n"sv, "text/plain; charset=utf-8", DocumentKind::text},
      {"a;b;c\n"sv, "text/csv", DocumentKind::text},
      {"Stra\xDF"
       "e"sv,
       "application/octet-stream", DocumentKind::text},
      {"BMW and MZ are makers of motors"sv, "", DocumentKind::text},
      {"A text about %PDF-1.4 files"sv, "text/plain", DocumentKind::text},
      {"\xFF\xFEH\0i\0"sv, "", DocumentKind::text},
  };
  for (const Known& known : kKnown) {
    const auto kind = kind_of(known.bytes, known.media_type);
    ASSERT_TRUE(kind.ok()) << known.bytes << ": " << kind.error().text;
    EXPECT_EQ(*kind, known.kind) << known.bytes;
  }
}

TEST(DocumentKind, what_cannot_be_faxed_is_named) {
  const std::pair<std::string_view, std::string_view> kForeign[] = {
      {"PK\x03\x04\x14\0\0\0"sv, "ZIP archive"},
      {"\x1F\x8B\x08\0"sv, "gzip"},
      {"GIF89a\x01\0"sv, "GIF"},
      {"{\\rtf1\\ansi Hello}"sv, "rich text"},
      {"\x7F"
       "ELF\x02"sv,
       "program"},
      {"\0\x01\x02\x03"sv, "unknown"},
  };
  for (const auto& [bytes, name] : kForeign) {
    const auto kind = kind_of(bytes, "");
    ASSERT_FALSE(kind.ok()) << name;
    EXPECT_EQ(kind.error().code, Errc::unsupported_document);
    EXPECT_NE(kind.error().text.find(name), std::string::npos) << kind.error().text;
  }
}

TEST(DocumentKind, a_wrong_media_type_is_refused_with_both_kinds_named) {
  const auto kind = kind_of("%PDF-1.4\n", "image/tiff");
  ASSERT_FALSE(kind.ok());
  EXPECT_EQ(kind.error().code, Errc::unsupported_document);
  EXPECT_NE(kind.error().text.find("image/tiff"), std::string::npos);
  EXPECT_NE(kind.error().text.find("a PDF"), std::string::npos);
  EXPECT_FALSE(kind_of("Hello", "application/pdf").ok());
  EXPECT_FALSE(kind_of("%PDF-1.4\n", "text/plain").ok());
  EXPECT_FALSE(kind_of("Hello", "application/msword").ok());
  EXPECT_FALSE(kind_of("<html>", "text/html").ok());
}

TEST(DocumentText, every_encoding_becomes_utf8) {
  EXPECT_EQ(text_as_utf8("\xEF\xBB\xBFGr\xC3\xB6\xC3\x9F"
                         "e"),
            "Größe");
  EXPECT_EQ(text_as_utf8("Gr\xF6\xDF"
                         "e \x80 5"),
            "Größe € 5");
  EXPECT_EQ(text_as_utf8("\xFF\xFEG\0r\0\xF6\0\x3D\xD8\xE0\xDC"sv), "Grö📠");
  EXPECT_EQ(text_as_utf8("\xFE\xFF\0G\0r\0\xF6"sv), "Grö");
  EXPECT_EQ(text_as_utf8("\xFF\xFE\x3D\xD8"sv), "\uFFFD");  // half a pair
}

TEST(DocumentText, every_line_end_becomes_a_new_line) {
  EXPECT_EQ(text_as_utf8("a\r\nb\rc\nd\r\r\ne"), "a\nb\nc\nd\n\ne");
}

}  // namespace
}  // namespace caselli

#include "document/document_kind.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.h"

namespace caselli {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::string_view bytes;
  DocumentKind kind;
};
constexpr Magic kMagic[] = {
    {"II*\0"sv, DocumentKind::tiff},
    {"MM\0*"sv, DocumentKind::tiff},
    {"II+\0"sv, DocumentKind::tiff},
    {"MM\0+"sv, DocumentKind::tiff},
    {"%!"sv, DocumentKind::postscript},
    {"\x04%!"sv, DocumentKind::postscript},
    {"\xC5\xD0\xD3\xC6"sv, DocumentKind::postscript},  // EPS with a preview
    {"\x89PNG\r\n\x1A\n"sv, DocumentKind::png},
    {"\xFF\xD8\xFF"sv, DocumentKind::jpeg},
};

// What people send that a fax cannot take as it is.
struct Foreign {
  std::string_view bytes;
  std::string_view name;
  bool printable = false;  // it may look like text
};
constexpr Foreign kForeign[] = {
    {"PK\x03\x04"sv, "a ZIP archive or an office document"},
    {"PK\x05\x06"sv, "an empty ZIP archive"},
    {"\xD0\xCF\x11\xE0"sv, "an old office document"},
    {"{\\rtf"sv, "a rich text document", true},
    {"\x1F\x8B"sv, "a gzip archive"},
    {"BZh"sv, "a bzip2 archive"},
    {"\xFD"
     "7zXZ"sv,
     "an xz archive"},
    {"7z\xBC\xAF"sv, "a 7-Zip archive"},
    {"Rar!"sv, "a RAR archive"},
    {"GIF8"sv, "a GIF picture"},
    {"BM"sv, "a BMP picture"},
    {"\x7F"
     "ELF"sv,
     "a program"},
    {"MZ"sv, "a program"},
};

struct Media {
  std::string_view type;
  DocumentKind kind;
};
constexpr Media kMedia[] = {
    {"image/tiff", DocumentKind::tiff},
    {"image/tif", DocumentKind::tiff},
    {"image/x-tiff", DocumentKind::tiff},
    {"image/tiff-fx", DocumentKind::tiff},
    {"application/pdf", DocumentKind::pdf},
    {"application/x-pdf", DocumentKind::pdf},
    {"application/postscript", DocumentKind::postscript},
    {"application/eps", DocumentKind::postscript},
    {"application/x-eps", DocumentKind::postscript},
    {"image/eps", DocumentKind::postscript},
    {"image/x-eps", DocumentKind::postscript},
    {"image/png", DocumentKind::png},
    {"image/x-png", DocumentKind::png},
    {"image/jpeg", DocumentKind::jpeg},
    {"image/jpg", DocumentKind::jpeg},
    {"image/pjpeg", DocumentKind::jpeg},
};

constexpr std::string_view kAdvice = "send TIFF, PDF, PostScript, plain text, PNG or JPEG";

// Bytes no text has, whatever its encoding of one byte a character.
bool is_binary(unsigned char byte) {
  return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != '\v' && byte != 0x1A &&
          byte != 0x1B && byte != '\b') ||
         byte == 0x7F;
}

bool has_binary(std::string_view bytes) {
  return std::any_of(bytes.begin(), bytes.end(), [](char c) { return is_binary(static_cast<unsigned char>(c)); });
}

bool is_utf16(std::string_view bytes) { return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"); }

std::optional<DocumentKind> content_of(std::string_view bytes) {
  for (const Magic& magic : kMagic)
    if (bytes.starts_with(magic.bytes)) return magic.kind;
  // PDF readers accept its mark within the first kilobyte; in a text about PDF it stands
  // inside a line.
  const std::size_t pdf = bytes.substr(0, 1024).find("%PDF-");
  if (pdf == 0 || (pdf != bytes.npos && (static_cast<unsigned char>(bytes[pdf - 1]) < 0x20 || has_binary(bytes))))
    return DocumentKind::pdf;
  // A printer job: its language begins after the PJL lines.
  if (bytes.starts_with("\x1B%-12345X") && bytes.find("\n%!") != bytes.npos) return DocumentKind::postscript;
  return {};
}

std::string_view media_of(std::string_view media_type, std::string& storage) {
  storage = lower_ascii(trimmed(media_type.substr(0, media_type.find(';'))));
  return storage;
}

void append_utf8(std::string& to, char32_t c) {
  if (c < 0x80) {
    to.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    to.push_back(static_cast<char>(0xC0 | c >> 6));
    to.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else if (c < 0x10000) {
    to.push_back(static_cast<char>(0xE0 | c >> 12));
    to.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
    to.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else {
    to.push_back(static_cast<char>(0xF0 | c >> 18));
    to.push_back(static_cast<char>(0x80 | (c >> 12 & 0x3F)));
    to.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
    to.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  }
}

std::string from_utf16(std::string_view bytes) {
  const bool big = bytes.starts_with("\xFE\xFF");
  const auto unit = [&](std::size_t at) -> char32_t {
    const auto first = static_cast<unsigned char>(bytes[at]), second = static_cast<unsigned char>(bytes[at + 1]);
    return big ? static_cast<char32_t>(first << 8 | second) : static_cast<char32_t>(second << 8 | first);
  };
  std::string text;
  for (std::size_t at = 2; at + 1 < bytes.size(); at += 2) {
    char32_t c = unit(at);
    if (c >= 0xD800 && c < 0xDC00 && at + 3 < bytes.size() && unit(at + 2) >= 0xDC00 && unit(at + 2) < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (unit(at + 2) - 0xDC00);
      at += 2;
    } else if (c >= 0xD800 && c < 0xE000) {
      c = 0xFFFD;
    }
    append_utf8(text, c);
  }
  return text;
}

// Windows-1252, 0x80 to 0x9F; 0: not assigned.
constexpr char16_t kWindows1252[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                       0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                       0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                       0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

std::string from_windows_1252(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    const auto c = static_cast<unsigned char>(byte);
    const char32_t mapped = c >= 0x80 && c < 0xA0 ? kWindows1252[c - 0x80] : c;
    append_utf8(text, mapped != 0 || c == 0 ? mapped : U'\xFFFD');
  }
  return text;
}

}  // namespace

std::string_view name_of(DocumentKind kind) {
  constexpr std::string_view kNames[] = {"a TIFF",        "a PDF",          "a PostScript document",
                                         "a PNG picture", "a JPEG picture", "plain text"};
  return kNames[static_cast<int>(kind)];
}

Result<DocumentKind> kind_of(std::string_view first_bytes, std::string_view media_type) {
  std::string storage;
  const std::string_view said = media_of(media_type, storage);
  const bool says_nothing = said.empty() || said == "application/octet-stream" || said == "binary/octet-stream";
  const auto* row = std::find_if(std::begin(kMedia), std::end(kMedia), [&](const Media& m) { return m.type == said; });
  const bool says_text = said.starts_with("text/") && said != "text/html" && said != "text/rtf";
  if (!says_nothing && row == std::end(kMedia) && !says_text)
    return Error{Errc::unsupported_document, fmt::format("is said to be {}, which cannot be faxed; {}", said, kAdvice)};

  std::optional<DocumentKind> found = content_of(first_bytes);
  if (!found) {
    for (const Foreign& foreign : kForeign)
      if (first_bytes.starts_with(foreign.bytes) && (foreign.printable || has_binary(first_bytes)))
        return Error{Errc::unsupported_document,
                     fmt::format("is {}, which cannot be faxed; {}", foreign.name, kAdvice)};
    if (is_utf16(first_bytes) || !has_binary(first_bytes)) found = DocumentKind::text;
  }
  const std::string_view name = found ? name_of(*found) : "of an unknown kind";
  if (!says_nothing && (says_text ? found != DocumentKind::text : found != row->kind))
    return Error{
        Errc::unsupported_document,
        fmt::format("is said to be {} but is {}; send it with its true media type, or without one", said, name)};
  if (!found) return Error{Errc::unsupported_document, fmt::format("is {}; {}", name, kAdvice)};
  return *found;
}

std::string text_as_utf8(std::string_view bytes) {
  std::string text;
  if (is_utf16(bytes)) {
    text = from_utf16(bytes);
  } else {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    text = is_valid_utf8(bytes) ? std::string{bytes} : from_windows_1252(bytes);
  }
  std::string lines;
  lines.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\r') {
      lines.push_back('\n');
      if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
    } else if (c == '\v') {
      lines.push_back('\n');
    } else if (c != '\0' && c != '\x1A' && c != '\x1B' && c != '\b') {
      lines.push_back(c);
    }
  }
  return lines;
}

}  // namespace caselli

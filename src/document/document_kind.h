#pragma once
// What a document is, by its first bytes, and whether that is what its sender said. Pure.

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace caselli {

enum class DocumentKind { tiff, pdf, postscript, png, jpeg, text };

std::string_view name_of(DocumentKind kind);  // "a TIFF", "plain text"

// How many first bytes kind_of wants to see; fewer only when the file is shorter.
inline constexpr std::size_t kKindBytes = 8192;

// Fails with unsupported_document: the sentence goes after the part's name ("is a ZIP
// archive; ..."). `media_type` as the sender said: empty, application/octet-stream and
// parameters do not count.
Result<DocumentKind> kind_of(std::string_view first_bytes, std::string_view media_type);

// Text as UTF-8 with \n line ends: UTF-8 and UTF-16 with or without byte order mark; what
// is neither is taken as Windows-1252, which Latin-1 texts are too.
std::string text_as_utf8(std::string_view bytes);

}  // namespace caselli

#include "http/multipart.h"

#include <algorithm>

#include "base/text.h"
#include "http/media_type.h"

namespace caselli {
namespace {

constexpr std::size_t kMostPadding = 256;  // blanks after a boundary (RFC 2046 5.1.1)

Error malformed(std::string_view what) {
  return Error{Errc::invalid_argument, "the multipart body is malformed: " + std::string{what}};
}

// Browsers of old sent whole paths; only the last part of them is a name.
std::string without_folders(const std::string& name) {
  const std::size_t slash = name.find_last_of("/\\");
  return slash == std::string::npos ? name : name.substr(slash + 1);
}

Status apply_header(MultipartHead& head, bool& named, std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return malformed("a part has a header line without a colon");
  const std::string name = lower_ascii(trimmed(line.substr(0, colon)));
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (name == "content-disposition") {
    const auto disposition = parse_header_value(value);
    const std::string* field = disposition ? disposition->parameter("name") : nullptr;
    if (!disposition || disposition->value != "form-data" || !field)
      return malformed("a part's Content-Disposition is not `form-data; name=\"...\"`");
    const std::string* file = disposition->parameter("filename");
    head.name = *field;
    head.file_name = file ? without_folders(*file) : "";
    if (!is_valid_utf8(head.name) || !is_valid_utf8(head.file_name)) return malformed("a part's name is not UTF-8");
    named = true;
  } else if (name == "content-type") {
    head.media_type = value;
  } else if (name == "content-transfer-encoding") {
    const std::string coding = lower_ascii(value);
    if (coding != "binary" && coding != "8bit" && coding != "7bit")
      return malformed("the Content-Transfer-Encoding `" + printable_ascii(coding, 40) +
                       "` of a part is not known; send bytes as they are");
  }
  return Done{};
}

}  // namespace

MultipartReader::MultipartReader(std::string_view boundary, MultipartListener& listener)
    : delimiter_("\r\n--" + std::string{boundary}), listener_(listener) {}

Status MultipartReader::feed(std::string_view bytes) {
  if (at_ == At::epilogue) return Done{};
  pending_.append(bytes);
  bool more = true;
  while (more) {
    more = false;
    if (Status status = step(more); !status) return status;
  }
  return Done{};
}

Status MultipartReader::finish() const {
  if (at_ == At::epilogue) return Done{};
  return malformed("it ends before its last boundary");
}

Status MultipartReader::step(bool& more) {
  switch (at_) {
    case At::preamble:
      return skip_to_delimiter(more);
    case At::delimiter:
      return read_delimiter(more);
    case At::headers:
      return read_headers(more);
    case At::data:
      return read_data(more);
    case At::epilogue:
      pending_.clear();
      return Done{};
  }
  return Done{};
}

Status MultipartReader::skip_to_delimiter(bool& more) {
  const std::size_t found = pending_.find(delimiter_);
  if (found == std::string::npos) {
    if (pending_.size() >= delimiter_.size()) pending_.erase(0, pending_.size() - delimiter_.size() + 1);
    return Done{};
  }
  pending_.erase(0, found + delimiter_.size());
  at_ = At::delimiter;
  more = true;
  return Done{};
}

// What follows a boundary: `--` ends the body, a line end opens a part.
Status MultipartReader::read_delimiter(bool& more) {
  if (pending_.size() < 2) return Done{};
  if (pending_.starts_with("--")) {
    at_ = At::epilogue;
    more = true;
    return Done{};
  }
  const std::size_t blanks = pending_.find_first_not_of(" \t");
  if ((blanks == std::string::npos ? pending_.size() : blanks) > kMostPadding)
    return malformed("a boundary is followed by too many blanks");
  if (blanks == std::string::npos || pending_.size() - blanks < 2) return Done{};
  if (pending_.compare(blanks, 2, "\r\n") != 0) return malformed("a boundary is followed by other text");
  if (++parts_ > kMostParts) return malformed("it has more than 100 parts");
  // The line end stays: with it, a part without headers looks like one with.
  pending_.erase(0, blanks);
  at_ = At::headers;
  more = true;
  return Done{};
}

Status MultipartReader::read_headers(bool& more) {
  const std::size_t end = pending_.find("\r\n\r\n");
  if (std::min(end, pending_.size()) > kMostHeaderBytes) return malformed("a part has more than 8 kB of headers");
  if (end == std::string::npos) return Done{};
  MultipartHead head;
  bool named = false;
  std::string_view lines = std::string_view{pending_}.substr(0, end);
  while (!lines.empty()) {
    lines.remove_prefix(2);  // the line end before each line
    const std::string_view line = lines.substr(0, lines.find("\r\n"));
    if (!line.empty())
      if (Status status = apply_header(head, named, line); !status) return status;
    lines.remove_prefix(line.size());
  }
  if (!named) return malformed("a part has no Content-Disposition with a name");
  if (Status status = listener_.on_part(head); !status) return status;
  pending_.erase(0, end + 4);
  at_ = At::data;
  more = true;
  return Done{};
}

Status MultipartReader::read_data(bool& more) {
  const std::size_t found = pending_.find(delimiter_);
  const bool ended = found != std::string::npos;
  // Without a boundary, all but what may be the beginning of one is data.
  const std::size_t keep = delimiter_.size() - 1;
  const std::size_t length = ended ? found : pending_.size() > keep ? pending_.size() - keep : 0;
  if (length > 0)
    if (Status status = listener_.on_data(std::string_view{pending_}.substr(0, length)); !status) return status;
  pending_.erase(0, length);
  if (!ended) return Done{};
  pending_.erase(0, delimiter_.size());
  at_ = At::delimiter;
  more = true;
  return listener_.on_part_end();
}

Result<std::string> multipart_boundary(std::string_view content_type) {
  const auto type = parse_header_value(content_type);
  const std::string* boundary = type ? type->parameter("boundary") : nullptr;
  // RFC 2046 5.1.1: 1 to 70 characters of a small set; none of it is a control character.
  if (!boundary || boundary->empty() || boundary->size() > 70 || printable_ascii(*boundary, 70) != *boundary)
    return Error{Errc::invalid_argument, "the Content-Type multipart/form-data has no usable boundary"};
  return *boundary;
}

}  // namespace caselli

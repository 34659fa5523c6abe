#pragma once
// Reads multipart/form-data (RFC 7578, RFC 2046 5.1) as its bytes arrive: memory stays
// within one piece and a part's headers, whatever is sent.

#include <string>
#include <string_view>

#include "base/result.h"

namespace caselli {

struct MultipartHead {
  std::string name;        // of the form's field
  std::string file_name;   // as sent, without folders; may be empty
  std::string media_type;  // with its parameters; empty: none was given
};

// Takes what is read. An error ends the reading and comes back from feed().
class MultipartListener {
 public:
  virtual ~MultipartListener() = default;
  virtual Status on_part(const MultipartHead& head) = 0;
  virtual Status on_data(std::string_view bytes) = 0;  // of the last part
  virtual Status on_part_end() = 0;
};

class MultipartReader {
 public:
  static constexpr std::size_t kMostHeaderBytes = 8u << 10;  // of one part
  static constexpr int kMostParts = 100;

  // `boundary` as in the Content-Type header; `listener` must outlive the reader.
  MultipartReader(std::string_view boundary, MultipartListener& listener);

  // Errors: invalid_argument for a malformed body, and the listener's.
  Status feed(std::string_view bytes);
  // The body has ended; invalid_argument when its last boundary is missing.
  Status finish() const;

 private:
  enum class At { preamble, delimiter, headers, data, epilogue };
  // One step over `pending_`; `more` says whether another may follow without new bytes.
  Status step(bool& more);
  Status skip_to_delimiter(bool& more);
  Status read_delimiter(bool& more);
  Status read_headers(bool& more);
  Status read_data(bool& more);

  std::string delimiter_;  // CRLF -- boundary
  MultipartListener& listener_;
  At at_ = At::preamble;
  // Bytes not used yet. Begins with a line end that was never sent, so that a first
  // boundary without one before it (the usual case) looks like the others.
  std::string pending_ = "\r\n";
  int parts_ = 0;
};

// The boundary of a Content-Type header, or why there is none: invalid_argument.
Result<std::string> multipart_boundary(std::string_view content_type);

}  // namespace caselli

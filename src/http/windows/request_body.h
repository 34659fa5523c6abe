#pragma once
// The body of an HttpCall: bytes at hand, and files that are read while they are sent.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/http_client.h"

namespace caselli {

class RequestBody {
 public:
  // Files are looked at here: one that is missing or cannot be read is better refused
  // before the connection is made. `call` must outlive the body.
  static Result<RequestBody> make(const HttpCall& call);

  std::uint64_t size() const { return size_; }
  const std::string& content_type() const { return content_type_; }  // empty: the call's own headers have it

  // Hands everything to `write` (false ends it), in pieces. Ends with an error when a file
  // is not what it was when it was looked at.
  Status send(const std::string& base, const std::function<bool(std::string_view)>& write) const;

 private:
  struct Piece {
    std::string bytes;  // or
    const std::string* file = nullptr;
    std::uint64_t size = 0;
  };
  void add(std::string bytes);
  Status add_file(const std::string& path);

  std::vector<Piece> pieces_;
  std::uint64_t size_ = 0;
  std::string content_type_;
};

}  // namespace caselli

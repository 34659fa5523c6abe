#include "http/windows/request_body.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/file_name.h"
#include "base/text.h"

namespace caselli {
namespace {

constexpr std::size_t kFilePieceBytes = 64 * 1024;
constexpr std::size_t kBoundaryBytes = 16;

// As HTML's forms write names (WHATWG HTML 4.10.21.8): a quote must not end them.
std::string header_quoted(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c == '"')
      out += "%22";
    else if (c == '\r')
      out += "%0D";
    else if (c == '\n')
      out += "%0A";
    else
      out += c;
  return out;
}

}  // namespace

Result<RequestBody> RequestBody::make(const HttpCall& call) {
  RequestBody body;
  if (call.parts.empty()) {
    body.add(call.body);
    return body;
  }
  const std::string boundary = "------------------------" + random_token(kBoundaryBytes);
  body.content_type_ = "multipart/form-data; boundary=" + boundary;
  for (const auto& part : call.parts) {
    std::string head =
        fmt::format("--{}\r\nContent-Disposition: form-data; name=\"{}\"", boundary, header_quoted(part.name));
    if (!part.file_name.empty()) head += fmt::format("; filename=\"{}\"", header_quoted(part.file_name));
    if (!part.media_type.empty()) head += "\r\nContent-Type: " + part.media_type;
    body.add(head + "\r\n\r\n");
    if (part.file.empty()) {
      body.add(part.content);
    } else if (auto good = body.add_file(part.file); !good) {
      return good.error();
    }
    body.add("\r\n");
  }
  body.add("--" + boundary + "--\r\n");
  return body;
}

void RequestBody::add(std::string bytes) {
  if (bytes.empty()) return;
  size_ += bytes.size();
  if (pieces_.empty() || pieces_.back().file) pieces_.emplace_back();
  pieces_.back().bytes += bytes;
}

Status RequestBody::add_file(const std::string& path) {
  std::error_code bad;
  const std::filesystem::path file = path_of(path);
  const auto status = std::filesystem::status(file, bad);
  if (status.type() == std::filesystem::file_type::not_found)
    return Error{Errc::not_found, fmt::format("could not read {}: no such file", path)};
  if (std::filesystem::is_directory(status))
    return Error{Errc::invalid_argument, fmt::format("could not read {}: it is a folder", path)};
  const auto size = std::filesystem::file_size(file, bad);
  if (bad || !std::ifstream{file, std::ios::binary})
    return Error{Errc::invalid_argument, fmt::format("could not read {}: opening it is not permitted", path)};
  pieces_.push_back({{}, &path, size});
  size_ += size;
  return Done{};
}

Status RequestBody::send(const std::string& base, const std::function<bool(std::string_view)>& write) const {
  std::string buffer(kFilePieceBytes, '\0');
  for (const auto& piece : pieces_) {
    if (!piece.file) {
      if (!write(piece.bytes)) return Done{};
      continue;
    }
    std::ifstream in{path_of(*piece.file), std::ios::binary};
    for (std::uint64_t left = piece.size; left > 0;) {
      const auto wanted = static_cast<std::streamsize>(std::min<std::uint64_t>(left, buffer.size()));
      in.read(buffer.data(), wanted);
      if (in.gcount() != wanted)
        return Error{Errc::invalid_argument,
                     fmt::format("a file to send could not be read to its end while it went to {}", base)};
      if (!write({buffer.data(), static_cast<std::size_t>(wanted)})) return Done{};
      left -= static_cast<std::uint64_t>(wanted);
    }
  }
  return Done{};
}

}  // namespace caselli

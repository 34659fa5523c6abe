#pragma once
// Names of files as UTF-8, on every system: a path made from a plain std::string, or read
// as one, is in another encoding on Windows.

#include <filesystem>
#include <string>
#include <string_view>

namespace caselli {

inline std::filesystem::path path_of(std::string_view utf8) {
  return std::filesystem::path{std::u8string{utf8.begin(), utf8.end()}};
}

inline std::string utf8_of(const std::filesystem::path& path) {
  const std::u8string text = path.u8string();
  return {text.begin(), text.end()};
}

}  // namespace caselli

#include "cli/output_file.h"

#include <fmt/format.h>
#include <windows.h>

#include <algorithm>
#include <string>

#include "base/file_name.h"
#include "base/text.h"

namespace caselli::cli {
namespace {

std::string words_of(DWORD problem) {
  wchar_t* text = nullptr;
  const DWORD units =
      FormatMessageW(FORMAT_MESSAGE_ALLOCATE_BUFFER | FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS,
                     nullptr, problem, 0, reinterpret_cast<wchar_t*>(&text), 0, nullptr);
  if (units == 0) return fmt::format("Windows error {}", problem);
  const std::string words = utf8_of(std::wstring{text, units});
  LocalFree(text);
  return std::string{trimmed(words)};
}

Error failed(const std::filesystem::path& file, DWORD problem) {
  const Errc code = problem == ERROR_ACCESS_DENIED || problem == ERROR_WRITE_PROTECT     ? Errc::permission_denied
                    : problem == ERROR_FILE_NOT_FOUND || problem == ERROR_PATH_NOT_FOUND ? Errc::not_found
                    : problem == ERROR_DISK_FULL || problem == ERROR_HANDLE_DISK_FULL    ? Errc::storage_full
                                                                                         : Errc::storage_failed;
  return {code, fmt::format("write {}: {}", utf8_of(file), words_of(problem))};
}

// 0, or what GetLastError() says.
DWORD write_all(HANDLE handle, std::string_view content) {
  while (!content.empty()) {
    constexpr std::size_t kMostAtOnce = 1u << 30;
    DWORD written = 0;
    if (!WriteFile(handle, content.data(), static_cast<DWORD>(std::min(content.size(), kMostAtOnce)), &written,
                   nullptr))
      return GetLastError();
    content.remove_prefix(written);
  }
  return 0;
}

DWORD write_to(const std::filesystem::path& file, DWORD how, std::string_view content) {
  const HANDLE handle = CreateFileW(file.c_str(), GENERIC_WRITE, 0, nullptr, how, FILE_ATTRIBUTE_NORMAL, nullptr);
  if (handle == INVALID_HANDLE_VALUE) return GetLastError();
  const DWORD problem = write_all(handle, content);
  CloseHandle(handle);
  return problem;
}

}  // namespace

Status write_file(const std::filesystem::path& file, std::string_view content) {
  const DWORD attributes = GetFileAttributesW(file.c_str());
  const bool exists = attributes != INVALID_FILE_ATTRIBUTES;
  if (exists && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0) return failed(file, ERROR_ACCESS_DENIED);
  if (exists && (attributes & FILE_ATTRIBUTE_DEVICE) != 0) {
    const DWORD problem = write_to(file, OPEN_EXISTING, content);
    return problem == 0 ? Status{Done{}} : failed(file, problem);
  }
  std::filesystem::path beside = file;
  beside += path_of("." + random_token(3));
  DWORD problem = write_to(beside, CREATE_NEW, content);
  if (problem == 0 && !MoveFileExW(beside.c_str(), file.c_str(), MOVEFILE_REPLACE_EXISTING)) problem = GetLastError();
  if (problem == 0) return Done{};
  DeleteFileW(beside.c_str());
  return failed(file, problem);
}

}  // namespace caselli::cli

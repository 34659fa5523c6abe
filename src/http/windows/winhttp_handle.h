#pragma once
// WinHTTP's handles, and text as its functions take it.

#include <windows.h>
#include <winhttp.h>

#include <string>
#include <string_view>
#include <utility>

namespace caselli {

// Owns a session, a connection or a request.
class WinHttpHandle {
 public:
  explicit WinHttpHandle(HINTERNET handle = nullptr) : handle_(handle) {}
  WinHttpHandle(WinHttpHandle&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  WinHttpHandle& operator=(WinHttpHandle&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~WinHttpHandle() { reset(); }

  HINTERNET get() const { return handle_; }
  explicit operator bool() const { return handle_ != nullptr; }
  void reset() {
    if (handle_) WinHttpCloseHandle(std::exchange(handle_, nullptr));
  }
  template <class T>
  bool set(DWORD option, T value) {
    return WinHttpSetOption(handle_, option, &value, sizeof value) != FALSE;
  }

 private:
  HINTERNET handle_;
};

// UTF-8 as UTF-16.
inline std::wstring wide(std::string_view text) {
  const int bytes = static_cast<int>(text.size());
  std::wstring out(static_cast<std::size_t>(MultiByteToWideChar(CP_UTF8, 0, text.data(), bytes, nullptr, 0)), L'\0');
  MultiByteToWideChar(CP_UTF8, 0, text.data(), bytes, out.data(), static_cast<int>(out.size()));
  return out;
}

inline std::string narrow(std::wstring_view text) {
  const int units = static_cast<int>(text.size());
  std::string out(
      static_cast<std::size_t>(WideCharToMultiByte(CP_UTF8, 0, text.data(), units, nullptr, 0, nullptr, nullptr)),
      '\0');
  WideCharToMultiByte(CP_UTF8, 0, text.data(), units, out.data(), static_cast<int>(out.size()), nullptr, nullptr);
  return out;
}

}  // namespace caselli

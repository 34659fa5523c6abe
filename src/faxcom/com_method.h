#pragma once
// The one door between our world and COM's: errors become HRESULTs here and nowhere else,
// their sentences become the thread's IErrorInfo, exceptions end here.

#include <faxcom/faxcom.h>

#include <exception>
#include <new>
#include <string>
#include <utility>

#include "base/result.h"

namespace caselli::faxcom {

// Codes of Windows the interfaces of FaxCom use besides those in <faxcom/comcompat.h>.
inline constexpr HRESULT win32_code(unsigned code) { return static_cast<HRESULT>(0x80070000U | code); }
inline constexpr HRESULT kFileNotFound = win32_code(2);     // ERROR_FILE_NOT_FOUND
inline constexpr HRESULT kNotFound = win32_code(1168);      // ERROR_NOT_FOUND: port or job is gone
inline constexpr HRESULT kNotConnected = win32_code(2250);  // ERROR_NOT_CONNECTED

HRESULT hresult_of(Errc code);

// How a method ends: well, or with a code and the sentence the command line would print.
class ComStatus {
 public:
  ComStatus(Done) {}  // NOLINT(google-explicit-constructor)
  // NOLINTNEXTLINE(google-explicit-constructor)
  ComStatus(const Error& error) : code_(hresult_of(error.code)), text_(error.text) {}
  ComStatus(HRESULT code, std::string text) : code_(code), text_(std::move(text)) {}
  HRESULT code() const { return code_; }
  const std::string& text() const { return text_; }

 private:
  HRESULT code_ = S_OK;
  std::string text_;
};

inline ComStatus null_pointer() { return {E_POINTER, "the pointer for the result is null"}; }

// What raises an error: the interface, and the class as IErrorInfo's source names it.
struct ComSource {
  const IID& iid;
  const char* name;
};

// Makes `text` the calling thread's error information and returns `code`; without memory
// for that it only returns the code.
HRESULT raise(const ComSource& source, HRESULT code, const char* text) noexcept;

template <class Body>
HRESULT com_method(const ComSource& source, Body&& body) noexcept {
  try {
    const ComStatus status = body();
    return status.code() == S_OK ? S_OK : raise(source, status.code(), status.text().c_str());
  } catch (const std::bad_alloc&) {
    return raise(source, E_OUTOFMEMORY, "there is not enough memory");
  } catch (const std::exception& error) {
    return raise(source, E_UNEXPECTED, error.what());
  } catch (...) {
    return raise(source, E_UNEXPECTED, "something went wrong that has no description");
  }
}

}  // namespace caselli::faxcom

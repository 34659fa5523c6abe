#include "faxcom/com_method.h"

#include <algorithm>
#include <iterator>

#include "faxcom/com_ptr.h"
#include "faxcom/com_value.h"

namespace caselli::faxcom {
namespace {

struct HresultRow {
  Errc errc;
  HRESULT code;
};

// Codes: Win32 errors wrapped as the fax service documents them for its COM objects.
constexpr HresultRow kHresults[] = {
    {Errc::invalid_argument, E_INVALIDARG},
    {Errc::bad_number, E_INVALIDARG},
    {Errc::unknown_field, E_INVALIDARG},
    {Errc::bad_config, E_INVALIDARG},
    {Errc::unauthenticated, E_ACCESSDENIED},
    {Errc::permission_denied, E_ACCESSDENIED},
    {Errc::not_found, kNotFound},
    {Errc::wrong_state, win32_code(5023)},          // ERROR_INVALID_STATE
    {Errc::idempotency_conflict, win32_code(183)},  // ERROR_ALREADY_EXISTS
    {Errc::unsupported_document, win32_code(13)},   // ERROR_INVALID_DATA
    {Errc::damaged_document, win32_code(13)},
    {Errc::protected_document, win32_code(13)},
    {Errc::empty_document, win32_code(13)},
    {Errc::document_too_large, win32_code(223)},  // ERROR_FILE_TOO_LARGE
    {Errc::too_many_pages, win32_code(223)},
    {Errc::conversion_timeout, win32_code(13)},
    {Errc::storage_full, win32_code(112)},        // ERROR_DISK_FULL
    {Errc::storage_failed, win32_code(29)},       // ERROR_WRITE_FAULT
    {Errc::storage_locked, win32_code(33)},       // ERROR_LOCK_VIOLATION
    {Errc::address_in_use, win32_code(10048)},    // WSAEADDRINUSE
    {Errc::unreachable, win32_code(1722)},        // RPC_S_SERVER_UNAVAILABLE
    {Errc::timed_out, win32_code(1460)},          // ERROR_TIMEOUT
    {Errc::too_many_requests, win32_code(1723)},  // RPC_S_SERVER_TOO_BUSY
    {Errc::cancelled, win32_code(1223)},          // ERROR_CANCELLED
    {Errc::unavailable, win32_code(1062)},        // ERROR_SERVICE_NOT_ACTIVE
    {Errc::internal, E_FAIL},
};

}  // namespace

HRESULT hresult_of(Errc code) {
  const auto row = std::ranges::find(kHresults, code, &HresultRow::errc);
  return row == std::end(kHresults) ? E_FAIL : row->code;
}

HRESULT raise(const ComSource& source, HRESULT code, const char* text) noexcept {
  SetErrorInfo(0, nullptr);  // an older sentence must not be taken for this one
  try {
    ICreateErrorInfo* made = nullptr;
    if (CreateErrorInfo(&made) != S_OK) return code;
    const auto create = ComPtr<ICreateErrorInfo>::adopt(made);
    create->SetGUID(source.iid);
    create->SetSource(to_utf16(source.name).data());
    create->SetDescription(to_utf16(text).data());
    void* info = nullptr;
    if (create->QueryInterface(__uuidof(IErrorInfo), &info) != S_OK) return code;
    const auto error = ComPtr<IErrorInfo>::adopt(static_cast<IErrorInfo*>(info));
    SetErrorInfo(0, error.get());
  } catch (const std::bad_alloc&) {
    // The code alone has to do.
  }
  return code;
}

}  // namespace caselli::faxcom

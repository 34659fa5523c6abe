// Error information of a thread: set by the method that failed, taken by its caller.

#include <faxcom/oleauto.h>

#include <atomic>
#include <mutex>
#include <new>
#include <string>
#include <utility>

#include "faxcom/com_ptr.h"

namespace {

using caselli::faxcom::ComPtr;

class ErrorInfo;

// ICreateErrorInfo and IErrorInfo are two faces of one object.
class Writer final : public ICreateErrorInfo {
 public:
  explicit Writer(ErrorInfo& whole) : whole_(whole) {}
  virtual ~Writer() = default;
  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** object) noexcept override;
  ULONG STDMETHODCALLTYPE AddRef() noexcept override;
  ULONG STDMETHODCALLTYPE Release() noexcept override;
  HRESULT STDMETHODCALLTYPE SetGUID(REFGUID guid) noexcept override;
  HRESULT STDMETHODCALLTYPE SetSource(LPOLESTR text) noexcept override;
  HRESULT STDMETHODCALLTYPE SetDescription(LPOLESTR text) noexcept override;
  HRESULT STDMETHODCALLTYPE SetHelpFile(LPOLESTR text) noexcept override;
  HRESULT STDMETHODCALLTYPE SetHelpContext(DWORD context) noexcept override;

 private:
  ErrorInfo& whole_;
};

class ErrorInfo final : public IErrorInfo {
 public:
  using Text = std::basic_string<OLECHAR>;

  ErrorInfo() : writer_(*this) {}
  virtual ~ErrorInfo() = default;
  ICreateErrorInfo* writer() { return &writer_; }

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** object) noexcept override {
    if (!object) return E_POINTER;
    *object = nullptr;
    if (iid == __uuidof(ICreateErrorInfo)) {
      *object = static_cast<ICreateErrorInfo*>(&writer_);
    } else if (iid == __uuidof(IErrorInfo) || iid == __uuidof(IUnknown)) {
      *object = static_cast<IErrorInfo*>(this);
    } else {
      return E_NOINTERFACE;
    }
    AddRef();
    return S_OK;
  }
  ULONG STDMETHODCALLTYPE AddRef() noexcept override { return references_.fetch_add(1, std::memory_order_relaxed) + 1; }
  ULONG STDMETHODCALLTYPE Release() noexcept override {
    const ULONG left = references_.fetch_sub(1, std::memory_order_acq_rel) - 1;
    if (left == 0) delete this;
    return left;
  }

  HRESULT STDMETHODCALLTYPE GetGUID(GUID* guid) noexcept override {
    if (!guid) return E_POINTER;
    const std::lock_guard lock(mutex_);
    *guid = guid_;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE GetSource(BSTR* text) noexcept override { return give(source_, text); }
  HRESULT STDMETHODCALLTYPE GetDescription(BSTR* text) noexcept override { return give(description_, text); }
  HRESULT STDMETHODCALLTYPE GetHelpFile(BSTR* text) noexcept override { return give(help_file_, text); }
  HRESULT STDMETHODCALLTYPE GetHelpContext(DWORD* context) noexcept override {
    if (!context) return E_POINTER;
    const std::lock_guard lock(mutex_);
    *context = help_context_;
    return S_OK;
  }

 private:
  friend class Writer;

  HRESULT give(const Text& from, BSTR* to) noexcept {
    if (!to) return E_POINTER;
    const std::lock_guard lock(mutex_);
    *to = SysAllocStringLen(from.data(), static_cast<UINT>(from.size()));
    return *to ? S_OK : E_OUTOFMEMORY;
  }
  HRESULT take(Text& to, LPOLESTR from) noexcept try {
    const std::lock_guard lock(mutex_);
    to = from ? from : OLESTR("");
    return S_OK;
  } catch (const std::bad_alloc&) {
    return E_OUTOFMEMORY;
  }

  std::mutex mutex_;
  GUID guid_{};
  Text source_, description_, help_file_;
  DWORD help_context_ = 0;
  std::atomic<ULONG> references_{1};
  Writer writer_;
};

HRESULT Writer::QueryInterface(REFIID iid, void** object) noexcept { return whole_.QueryInterface(iid, object); }
ULONG Writer::AddRef() noexcept { return whole_.AddRef(); }
ULONG Writer::Release() noexcept { return whole_.Release(); }
HRESULT Writer::SetGUID(REFGUID guid) noexcept {
  const std::lock_guard lock(whole_.mutex_);
  whole_.guid_ = guid;
  return S_OK;
}
HRESULT Writer::SetSource(LPOLESTR text) noexcept { return whole_.take(whole_.source_, text); }
HRESULT Writer::SetDescription(LPOLESTR text) noexcept { return whole_.take(whole_.description_, text); }
HRESULT Writer::SetHelpFile(LPOLESTR text) noexcept { return whole_.take(whole_.help_file_, text); }
HRESULT Writer::SetHelpContext(DWORD context) noexcept {
  const std::lock_guard lock(whole_.mutex_);
  whole_.help_context_ = context;
  return S_OK;
}

thread_local ComPtr<IErrorInfo> last_error;

}  // namespace

HRESULT CreateErrorInfo(ICreateErrorInfo** error) {
  if (!error) return E_INVALIDARG;
  auto* made = new (std::nothrow) ErrorInfo;
  *error = made ? made->writer() : nullptr;
  return made ? S_OK : E_OUTOFMEMORY;
}

HRESULT SetErrorInfo(ULONG reserved, IErrorInfo* error) {
  if (reserved != 0) return E_INVALIDARG;
  // The former one goes last: its release may be somebody else's code.
  const auto former = std::exchange(last_error, ComPtr<IErrorInfo>::share(error));
  return S_OK;
}

HRESULT GetErrorInfo(ULONG reserved, IErrorInfo** error) {
  if (reserved != 0 || !error) return E_INVALIDARG;
  *error = last_error.detach();
  return *error ? S_OK : S_FALSE;
}

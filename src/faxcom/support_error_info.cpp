#include "faxcom/support_error_info.h"

#include <atomic>
#include <new>

#include "faxcom/com_ptr.h"
#include "faxcom/live_objects.h"

namespace caselli::faxcom {
namespace {

class SupportErrorInfo final : public ISupportErrorInfo {
 public:
  SupportErrorInfo(IUnknown* owner, REFIID iid) : owner_(ComPtr<IUnknown>::share(owner)), iid_(iid) {}
  virtual ~SupportErrorInfo() = default;

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** object) noexcept override {
    if (!object) return E_POINTER;
    if (iid != __uuidof(ISupportErrorInfo)) return owner_->QueryInterface(iid, object);
    AddRef();
    *object = static_cast<ISupportErrorInfo*>(this);
    return S_OK;
  }
  ULONG STDMETHODCALLTYPE AddRef() noexcept override { return references_.fetch_add(1, std::memory_order_relaxed) + 1; }
  ULONG STDMETHODCALLTYPE Release() noexcept override {
    const ULONG left = references_.fetch_sub(1, std::memory_order_acq_rel) - 1;
    if (left == 0) delete this;
    return left;
  }
  HRESULT STDMETHODCALLTYPE InterfaceSupportsErrorInfo(REFIID iid) noexcept override {
    return iid == iid_ ? S_OK : S_FALSE;
  }

 private:
  const ComPtr<IUnknown> owner_;
  const IID iid_;
  std::atomic<ULONG> references_{1};
  LiveObject alive_;
};

}  // namespace

HRESULT make_support_error_info(IUnknown* owner, REFIID iid, void** object) noexcept {
  auto* made = new (std::nothrow) SupportErrorInfo(owner, iid);
  if (!made) return E_OUTOFMEMORY;
  *object = static_cast<ISupportErrorInfo*>(made);
  return S_OK;
}

}  // namespace caselli::faxcom

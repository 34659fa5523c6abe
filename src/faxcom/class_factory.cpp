// How clients get their first object: FaxServer, from which most others come, and FaxTiff,
// which needs no server.

#include <faxcom/faxcom.h>

#include "faxcom/com_method.h"
#include "faxcom/com_ptr.h"
#include "faxcom/connect_name.h"
#include "faxcom/fax_server.h"
#include "faxcom/fax_tiff.h"
#include "faxcom/live_objects.h"

namespace caselli::faxcom {
namespace {

struct Class {
  const CLSID& clsid;
  const IID& iid;
  const char* name;
  IDispatch* (*make)();  // with one reference
};
constexpr Class kClasses[] = {
    {CLSID_FaxServer, __uuidof(IFaxServer), "FaxServer",
     []() -> IDispatch* { return new FaxServer(Connector(connect_by_name), std::make_shared<SystemClock>()); }},
    {CLSID_FaxTiff, __uuidof(IFaxTiff), "FaxTiff", []() -> IDispatch* { return new FaxTiff; }},
};

class Factory final : public IClassFactory {
 public:
  explicit Factory(const Class& made) : class_(made) {}
  virtual ~Factory() = default;

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** object) noexcept override {
    if (!object) return E_POINTER;
    *object = nullptr;
    if (iid != __uuidof(IUnknown) && iid != __uuidof(IClassFactory)) return E_NOINTERFACE;
    AddRef();
    *object = static_cast<IClassFactory*>(this);
    return S_OK;
  }
  ULONG STDMETHODCALLTYPE AddRef() noexcept override { return references_.fetch_add(1, std::memory_order_relaxed) + 1; }
  ULONG STDMETHODCALLTYPE Release() noexcept override {
    const ULONG left = references_.fetch_sub(1, std::memory_order_acq_rel) - 1;
    if (left == 0) delete this;
    return left;
  }
  HRESULT STDMETHODCALLTYPE CreateInstance(IUnknown* outer, REFIID iid, void** object) noexcept override {
    if (!object) return E_POINTER;
    *object = nullptr;
    if (outer) return CLASS_E_NOAGGREGATION;
    HRESULT answer = E_FAIL;
    const HRESULT made = com_method({class_.iid, class_.name}, [&]() -> ComStatus {
      const auto object_made = ComPtr<IDispatch>::adopt(class_.make());
      answer = object_made->QueryInterface(iid, object);
      return Done{};
    });
    return FAILED(made) ? made : answer;
  }
  HRESULT STDMETHODCALLTYPE LockServer(BOOL lock) noexcept override {
    live_objects().fetch_add(lock ? 1 : -1);
    return S_OK;
  }

 private:
  const Class& class_;
  std::atomic<ULONG> references_{1};
  LiveObject alive_;
};

}  // namespace
}  // namespace caselli::faxcom

using caselli::faxcom::Class;
using caselli::faxcom::ComPtr;
using caselli::faxcom::Factory;

HRESULT DllGetClassObject(REFCLSID clsid, REFIID iid, void** factory) {
  if (!factory) return E_POINTER;
  *factory = nullptr;
  for (const Class& row : caselli::faxcom::kClasses) {
    if (clsid != row.clsid) continue;
    const auto made = ComPtr<Factory>::adopt(new (std::nothrow) Factory(row));
    return made ? made->QueryInterface(iid, factory) : E_OUTOFMEMORY;
  }
  return CLASS_E_CLASSNOTAVAILABLE;
}

HRESULT DllCanUnloadNow() {
  return caselli::faxcom::live_objects().load(std::memory_order_acquire) == 0 ? S_OK : S_FALSE;
}

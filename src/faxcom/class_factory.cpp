// How clients get their first object. Only FaxServer can be created; all others come from
// it. (FaxTiff needs no server and is created too, once it exists.)

#include <faxcom/faxcom.h>

#include "faxcom/com_method.h"
#include "faxcom/com_ptr.h"
#include "faxcom/connect_name.h"
#include "faxcom/fax_server.h"
#include "faxcom/live_objects.h"

namespace caselli::faxcom {
namespace {

class ServerFactory final : public IClassFactory {
 public:
  virtual ~ServerFactory() = default;

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
    const HRESULT made = com_method({__uuidof(IFaxServer), "FaxServer"}, [&]() -> ComStatus {
      const auto server = make_com<FaxServer>(Connector(connect_by_name), std::make_shared<SystemClock>());
      answer = server->QueryInterface(iid, object);
      return Done{};
    });
    return FAILED(made) ? made : answer;
  }
  HRESULT STDMETHODCALLTYPE LockServer(BOOL lock) noexcept override {
    live_objects().fetch_add(lock ? 1 : -1);
    return S_OK;
  }

 private:
  std::atomic<ULONG> references_{1};
  LiveObject alive_;
};

}  // namespace
}  // namespace caselli::faxcom

using caselli::faxcom::ComPtr;
using caselli::faxcom::ServerFactory;

HRESULT DllGetClassObject(REFCLSID clsid, REFIID iid, void** factory) {
  if (!factory) return E_POINTER;
  *factory = nullptr;
  if (clsid != CLSID_FaxServer) return CLASS_E_CLASSNOTAVAILABLE;
  const auto made = ComPtr<ServerFactory>::adopt(new (std::nothrow) ServerFactory);
  return made ? made->QueryInterface(iid, factory) : E_OUTOFMEMORY;
}

HRESULT DllCanUnloadNow() {
  return caselli::faxcom::live_objects().load(std::memory_order_acquire) == 0 ? S_OK : S_FALSE;
}

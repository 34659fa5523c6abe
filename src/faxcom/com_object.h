#pragma once
// What every FaxCom object shares: its references, QueryInterface, IDispatch over the tables
// of its members and the door for its methods. An object begins with one reference and deletes itself when
// the last one is released. Thread: any, for all of them.

#include <faxcom/faxcom.h>

#include <atomic>

#include "faxcom/com_method.h"
#include "faxcom/com_value.h"
#include "faxcom/dispatch.h"
#include "faxcom/live_objects.h"
#include "faxcom/support_error_info.h"
#include "faxcom/type_info.h"

namespace caselli::faxcom {

template <class Interface>
class ComObject : public Interface {
 public:
  ComObject(const ComObject&) = delete;
  ComObject& operator=(const ComObject&) = delete;

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** object) noexcept override {
    if (!object) return E_POINTER;
    *object = nullptr;
    if (iid == __uuidof(ISupportErrorInfo)) return make_support_error_info(this, __uuidof(Interface), object);
    if (iid != __uuidof(IUnknown) && iid != __uuidof(IDispatch) && iid != __uuidof(Interface)) return E_NOINTERFACE;
    AddRef();
    *object = static_cast<Interface*>(this);
    return S_OK;
  }
  ULONG STDMETHODCALLTYPE AddRef() noexcept override { return references_.fetch_add(1, std::memory_order_relaxed) + 1; }
  ULONG STDMETHODCALLTYPE Release() noexcept override {
    const ULONG left = references_.fetch_sub(1, std::memory_order_acq_rel) - 1;
    if (left == 0) delete this;
    return left;
  }

  // Late binding: the members of the type library, and late_members().
  HRESULT STDMETHODCALLTYPE GetTypeInfoCount(UINT* count) noexcept override {
    if (!count) return E_POINTER;
    *count = type_info_count();
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE GetTypeInfo(UINT index, LCID language, ITypeInfo** info) noexcept override {
    if (!info) return E_POINTER;
    *info = nullptr;
    return index == 0 ? type_info_of(__uuidof(Interface), language, info) : DISP_E_BADINDEX;
  }
  HRESULT STDMETHODCALLTYPE GetIDsOfNames(REFIID reserved, LPOLESTR* names, UINT count, LCID,
                                          DISPID* ids) noexcept override {
    return ids_of_names(members(), reserved, names, count, ids);
  }
  HRESULT STDMETHODCALLTYPE Invoke(DISPID id, REFIID reserved, LCID language, WORD kinds, DISPPARAMS* given,
                                   VARIANT* result, EXCEPINFO* exception, UINT* wrong_argument) noexcept override {
    return invoke(members(), this, id, reserved, language, kinds, given, result, exception, wrong_argument);
  }

 protected:
  // `name` is a literal: the class, as error information names it.
  explicit ComObject(const char* name) : name_(name) {}
  // After the interface's slots, so that compiled clients never meet it.
  virtual ~ComObject() = default;
  // What the object has by late binding alone, ascending by number.
  virtual std::span<const Member> late_members() const noexcept { return {}; }

  // Runs `body`, which returns a ComStatus, through the door.
  template <class Body>
  HRESULT method(Body&& body) const noexcept {
    return com_method({__uuidof(Interface), name_}, body);
  }
  // The same for a method that gives something: `out` is checked and cleared first.
  template <class Out, class Body>
  HRESULT giving(Out* out, Body&& body) const noexcept {
    return method([&]() -> ComStatus {
      if (!out) return null_pointer();
      clear(out);
      return body();
    });
  }

 private:
  Members members() const noexcept { return {documented_members<Interface>(), late_members()}; }

  const char* name_;
  std::atomic<ULONG> references_{1};
  LiveObject alive_;
};

}  // namespace caselli::faxcom

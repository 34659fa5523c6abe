#pragma once
// What `For Each` walks over: the items of a collection, one after the other.

#include <algorithm>
#include <atomic>
#include <mutex>
#include <new>

#include "faxcom/com_ptr.h"
#include "faxcom/live_objects.h"

namespace caselli::faxcom {

// `Collection` is an interface with get_Item, counted from 1, over a list that never
// changes; it is kept alive. Items are made as they are asked for, so that Next may fail as
// get_Item does; it then gives none. Thread: any; no two threads get the same item.
template <class Collection>
class EnumItems final : public IEnumVARIANT {
 public:
  // Begins after `passed` items of `count`.
  EnumItems(Collection* collection, ULONG count, ULONG passed)
      : collection_(ComPtr<Collection>::share(collection)), count_(count), passed_(passed) {}
  virtual ~EnumItems() = default;

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** object) noexcept override {
    if (!object) return E_POINTER;
    *object = nullptr;
    if (iid != __uuidof(IUnknown) && iid != __uuidof(IEnumVARIANT)) return E_NOINTERFACE;
    AddRef();
    *object = static_cast<IEnumVARIANT*>(this);
    return S_OK;
  }
  ULONG STDMETHODCALLTYPE AddRef() noexcept override { return references_.fetch_add(1, std::memory_order_relaxed) + 1; }
  ULONG STDMETHODCALLTYPE Release() noexcept override {
    const ULONG left = references_.fetch_sub(1, std::memory_order_acq_rel) - 1;
    if (left == 0) delete this;
    return left;
  }

  // S_FALSE when there were fewer than `wanted`. `given` may be null for a single one.
  HRESULT STDMETHODCALLTYPE Next(ULONG wanted, VARIANT* items, ULONG* given) noexcept override {
    if (given) *given = 0;
    if (!items || (!given && wanted != 1)) return E_POINTER;
    ULONG first = 0;
    const ULONG number = pass(wanted, &first);
    for (ULONG i = 0; i < number; ++i) {
      VariantInit(&items[i]);
      const HRESULT made = collection_->get_Item(static_cast<LONG>(first + i + 1), &items[i]);
      if (SUCCEEDED(made)) continue;
      while (i > 0) VariantClear(&items[--i]);
      return made;
    }
    if (given) *given = number;
    return number == wanted ? S_OK : S_FALSE;
  }
  HRESULT STDMETHODCALLTYPE Skip(ULONG wanted) noexcept override {
    ULONG first = 0;
    return pass(wanted, &first) == wanted ? S_OK : S_FALSE;
  }
  HRESULT STDMETHODCALLTYPE Reset() noexcept override {
    const std::lock_guard lock(mutex_);
    passed_ = 0;
    return S_OK;
  }
  // The other one begins where this one stands.
  HRESULT STDMETHODCALLTYPE Clone(IEnumVARIANT** other) noexcept override {
    if (!other) return E_POINTER;
    const std::lock_guard lock(mutex_);
    *other = new (std::nothrow) EnumItems(collection_.get(), count_, passed_);
    return *other ? S_OK : E_OUTOFMEMORY;
  }

 private:
  // Goes on by `wanted`, or by what is left; `*first` is how many were passed before.
  ULONG pass(ULONG wanted, ULONG* first) {
    const std::lock_guard lock(mutex_);
    const ULONG number = std::min(wanted, count_ - passed_);
    *first = passed_;
    passed_ += number;
    return number;
  }

  const ComPtr<Collection> collection_;
  const ULONG count_;
  std::mutex mutex_;
  ULONG passed_;
  std::atomic<ULONG> references_{1};
  LiveObject alive_;
};

}  // namespace caselli::faxcom

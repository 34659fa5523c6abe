#pragma once
// Owns one reference to a COM object.

#include <faxcom/faxcom.h>

#include <utility>

namespace caselli::faxcom {

template <class T>
class ComPtr {
 public:
  ComPtr() = default;
  // Takes over a reference the caller already holds.
  static ComPtr adopt(T* object) {
    ComPtr owner;
    owner.object_ = object;
    return owner;
  }
  // Takes a reference of its own.
  static ComPtr share(T* object) {
    if (object) object->AddRef();
    return adopt(object);
  }
  ComPtr(ComPtr&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  ComPtr& operator=(ComPtr&& other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~ComPtr() {
    if (object_) object_->Release();
  }

  T* get() const { return object_; }
  T* operator->() const { return object_; }
  T& operator*() const { return *object_; }
  explicit operator bool() const { return object_ != nullptr; }
  // Gives the reference away.
  T* detach() { return std::exchange(object_, nullptr); }

 private:
  T* object_ = nullptr;
};

template <class T, class... Args>
ComPtr<T> make_com(Args&&... args) {
  return ComPtr<T>::adopt(new T(std::forward<Args>(args)...));
}

}  // namespace caselli::faxcom

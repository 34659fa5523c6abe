#pragma once
// FaxPorts, FaxJobs and FaxRoutingMethods: Count, and Item from 1 on, over a list that
// stays as it was when the collection was made. `For Each` finds it by late binding alone:
// the type library has no _NewEnum.

#include <memory>
#include <string>
#include <vector>

#include "faxcom/com_object.h"
#include "faxcom/connection.h"
#include "faxcom/enum_items.h"

namespace caselli::faxcom {

template <class Interface, class Entry>
class Collection : public ComObject<Interface> {
 public:
  HRESULT STDMETHODCALLTYPE get_Count(LONG* count) noexcept override {
    return this->giving(count, [&]() -> ComStatus {
      assign(count, entries_.size());
      return Done{};
    });
  }
  HRESULT STDMETHODCALLTYPE get_Item(LONG index, VARIANT* item) noexcept override {
    return this->giving(item, [&]() -> ComStatus {
      if (index < 1 || static_cast<std::size_t>(index) > entries_.size())
        return Error{Errc::invalid_argument, "there is no item " + std::to_string(index) + ": they count from 1 to " +
                                                 std::to_string(entries_.size())};
      return make_item(entries_[static_cast<std::size_t>(index) - 1], item);
    });
  }

 protected:
  Collection(const char* name, std::shared_ptr<Connection> connection, std::vector<Entry> entries)
      : ComObject<Interface>(name), connection_(std::move(connection)), entries_(std::move(entries)) {}
  const std::shared_ptr<Connection>& connection() const { return connection_; }

 private:
  // JScript asks for the enumerator as for a method, others as for a property.
  std::span<const Member> late_members() const noexcept override {
    static constexpr Member kNewEnum[] = {{DISPID_NEWENUM, DISPATCH_METHOD | DISPATCH_PROPERTYGET, OLESTR("_NewEnum"),
                                           OLESTR(""), VT_EMPTY, &Collection::new_enum}};
    return kNewEnum;
  }
  static HRESULT new_enum(IDispatch* object, VARIANT*, VARIANT* result) {
    auto* self = static_cast<Collection*>(static_cast<Interface*>(object));
    return self->method([&]() -> ComStatus {
      result->punkVal = new EnumItems<Interface>(self, static_cast<ULONG>(self->entries_.size()), 0);
      result->vt = VT_UNKNOWN;
      return Done{};
    });
  }

  // Makes the object for one entry and assigns it to `*item`.
  virtual ComStatus make_item(const Entry& entry, VARIANT* item) const = 0;

  const std::shared_ptr<Connection> connection_;
  const std::vector<Entry> entries_;
};

}  // namespace caselli::faxcom

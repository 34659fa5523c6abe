#pragma once
// A FaxCom client for tests: a FaxServer over a FakeFaxService, and short ways to read
// through the vtable. Every test ends by finding no object left.

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "fake_fax_service.h"
#include "faxcom/com_value.h"
#include "faxcom/fax_server.h"
#include "faxcom/live_objects.h"

namespace caselli::faxcom {

// A BSTR for the length of a call.
class Bstr {
 public:
  explicit Bstr(std::string_view utf8) { assign(&string_, utf8); }
  Bstr(const Bstr&) = delete;
  Bstr& operator=(const Bstr&) = delete;
  ~Bstr() { SysFreeString(string_); }
  operator BSTR() const { return string_; }  // NOLINT(google-explicit-constructor)

 private:
  BSTR string_ = nullptr;
};

// Reads a property: read<BSTR>(port, &IFaxPort::get_Name). Failures are test failures.
template <class T, class Interface, class Get>
auto read(const ComPtr<Interface>& object, Get get) {
  T value{};
  EXPECT_EQ(((*object).*get)(&value), S_OK);
  if constexpr (std::is_same_v<T, BSTR>) {
    EXPECT_NE(value, nullptr);
    const std::string text = text_of(value);
    SysFreeString(value);
    return text;
  } else {
    return value;
  }
}

template <class Interface>
ComPtr<Interface> query(IUnknown* object) {
  void* found = nullptr;
  EXPECT_EQ(object->QueryInterface(__uuidof(Interface), &found), S_OK);
  return ComPtr<Interface>::adopt(static_cast<Interface*>(found));
}

// The object a method gives in its VARIANT.
template <class Interface, class Call>
ComPtr<Interface> child(Call&& call) {
  VARIANT value;
  VariantInit(&value);
  EXPECT_EQ(call(&value), S_OK);
  EXPECT_EQ(value.vt, VT_DISPATCH);
  if (value.vt != VT_DISPATCH) return {};
  auto object = query<Interface>(value.pdispVal);
  VariantClear(&value);
  return object;
}

// The text of the calling thread's error information, which is taken.
inline std::string last_error() {
  IErrorInfo* info = nullptr;
  if (GetErrorInfo(0, &info) != S_OK) return {};
  const auto owner = ComPtr<IErrorInfo>::adopt(info);
  BSTR text = nullptr;
  EXPECT_EQ(info->GetDescription(&text), S_OK);
  const std::string description = text_of(text);
  SysFreeString(text);
  return description;
}

class FaxComTest : public ::testing::Test {
 protected:
  FaxComTest() { connect(); }
  void TearDown() override {
    server = {};
    last_error();
    EXPECT_EQ(live_objects().load(), 0);
    EXPECT_EQ(DllCanUnloadNow(), S_OK);
  }

  Connector connector() {
    return [this](const std::string& name) -> Result<std::shared_ptr<FaxService>> {
      connected_to = name;
      if (name == "nobody") return Error{Errc::unreachable, "cannot reach nobody: connection refused"};
      return std::shared_ptr<FaxService>(service);
    };
  }
  void connect() {
    server = make_com<FaxServer>(connector(), clock);
    EXPECT_EQ(server->Connect(nullptr), S_OK);
  }
  ComPtr<IFaxPort> port(int number) {
    auto all = child<IFaxPorts>([&](VARIANT* value) { return server->GetPorts(value); });
    return child<IFaxPort>([&](VARIANT* value) { return all->get_Item(number, value); });
  }
  ComPtr<IFaxStatus> status(int number) {
    const auto of = port(number);
    return child<IFaxStatus>([&](VARIANT* value) { return of->GetStatus(value); });
  }

  std::shared_ptr<FakeFaxService> service = std::make_shared<FakeFaxService>();
  std::shared_ptr<ManualClock> clock = std::make_shared<ManualClock>();
  std::string connected_to;
  ComPtr<FaxServer> server;
};

}  // namespace caselli::faxcom

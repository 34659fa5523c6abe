// Late-bound calls as a hostile or broken client makes them: any number, any kind, any
// arguments. A byte stream of calls: `object id kinds count named`, then an argument each:
// `type flags payload`. Whatever comes, each call ends with an answer that is documented, and
// no object or text is left. VariantChangeType sees every argument too.

#include <faxcom/faxcom.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <memory>
#include <string_view>
#include <vector>

#include "faxcom/com_ptr.h"
#include "faxcom/com_value.h"
#include "faxcom/fax_doc.h"
#include "faxcom/fax_server.h"
#include "faxcom/fax_status.h"
#include "faxcom/fax_tiff.h"
#include "faxcom/live_objects.h"

namespace caselli::faxcom {
namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : data_(data), left_(size) {}
  bool at_end() const { return left_ == 0; }
  std::uint8_t byte() {
    if (left_ == 0) return 0;
    --left_;
    return *data_++;
  }
  std::uint64_t word(int bytes) {
    std::uint64_t value = 0;
    for (int i = 0; i < bytes; ++i) value = value << 8 | byte();
    return value;
  }

 private:
  const std::uint8_t* data_;
  std::size_t left_;
};

// Everything arguments point to, for the length of a call.
struct Store {
  std::deque<VARIANT> values;
  std::deque<LONGLONG> places;
  ~Store() {
    for (VARIANT& value : values)
      if (value.vt == VT_BSTR) SysFreeString(value.bstrVal);
    for (const LONGLONG text : texts) SysFreeString(reinterpret_cast<BSTR>(text));
  }
  std::vector<LONGLONG> texts;
};

BSTR text_from(Bytes& bytes) {
  const UINT length = bytes.byte() % 24;
  OLECHAR text[24];
  for (UINT i = 0; i < length; ++i) text[i] = bytes.byte();
  return SysAllocStringLen(text, length);
}

// A VARIANT a client can build without breaking the language's rules: what it points to is there.
VARIANT* argument_from(Bytes& bytes, Store& store, int depth) {
  VARIANT& value = store.values.emplace_back();
  VariantInit(&value);
  const std::uint8_t type = bytes.byte() % 40;
  const std::uint8_t flags = bytes.byte();
  if (flags % 8 == 1 && depth < 12) {
    value.vt = VT_BYREF | VT_VARIANT;
    value.pvarVal = flags & 0x80 ? &value : argument_from(bytes, store, depth + 1);
    return &value;
  }
  if (type == VT_BSTR) {
    const BSTR text = flags & 0x80 ? nullptr : text_from(bytes);
    value.vt = VT_BSTR;
    value.bstrVal = text;
    if (flags % 8 == 2) {
      store.texts.push_back(reinterpret_cast<LONGLONG>(text));
      store.places.push_back(store.texts.back());
      value.vt = VT_BYREF | VT_BSTR;
      value.byref = &store.places.back();
    }
    return &value;
  }
  const auto payload = static_cast<LONGLONG>(bytes.word(8));
  value.vt = type;
  value.llVal = payload;
  if (type == VT_DISPATCH || type == VT_UNKNOWN) value.llVal = 0;
  if (flags % 8 == 2) {
    store.places.push_back(value.llVal);
    store.places.push_back(payload);  // a DECIMAL is this long
    value.vt = static_cast<VARTYPE>(VT_BYREF | type);
    value.byref = flags & 0x80 ? nullptr : &store.places[store.places.size() - 2];
  }
  if (type == VT_DECIMAL && flags % 8 != 2) {
    DECIMAL decimal{VT_DECIMAL, flags, static_cast<BYTE>(flags & 0x80), static_cast<ULONG>(payload),
                    static_cast<ULONGLONG>(payload)};
    std::memcpy(&value, &decimal, sizeof decimal);
  }
  return &value;
}

void change(const VARIANT& from) {
  static const VARTYPE types[] = {VT_EMPTY, VT_NULL, VT_I2,       VT_I4,      VT_R4,      VT_R8,   VT_CY, VT_DATE,
                                  VT_BSTR,  VT_BOOL, VT_I1,       VT_UI1,     VT_UI2,     VT_UI4,  VT_I8, VT_UI8,
                                  VT_INT,   VT_UINT, VT_DISPATCH, VT_UNKNOWN, VT_DECIMAL, VT_ERROR};
  for (const VARTYPE type : types) {
    VARIANT to;
    VariantInit(&to);
    const HRESULT answer = VariantChangeType(&to, &from, 0, type);
    require(SUCCEEDED(answer) ? to.vt == type : to.vt == VT_EMPTY);
    VariantClear(&to);
  }
}

bool is_documented(HRESULT answer) {
  for (const HRESULT known : {S_OK, E_INVALIDARG, DISP_E_UNKNOWNINTERFACE, DISP_E_MEMBERNOTFOUND, DISP_E_PARAMNOTFOUND,
                              DISP_E_TYPEMISMATCH, DISP_E_BADVARTYPE, DISP_E_EXCEPTION, DISP_E_OVERFLOW,
                              DISP_E_BADPARAMCOUNT, DISP_E_PARAMNOTOPTIONAL, E_OUTOFMEMORY})
    if (answer == known) return true;
  return false;
}

void call(IDispatch& object, Bytes& bytes) {
  Store store;
  const auto id = static_cast<DISPID>(static_cast<std::int16_t>(bytes.word(2)));
  const WORD kinds = bytes.byte() & 0x1F;
  const UINT count = bytes.byte() % 4, named = bytes.byte() % 3;
  std::vector<VARIANT> arguments;
  for (UINT i = 0; i < count; ++i) {
    arguments.push_back(*argument_from(bytes, store, 0));
    change(arguments.back());
  }
  std::vector<DISPID> names;
  for (UINT i = 0; i < named; ++i) names.push_back(static_cast<std::int8_t>(bytes.byte()));
  DISPPARAMS given{count == 0 ? nullptr : arguments.data(), named == 0 ? nullptr : names.data(), count, named};
  VARIANT result;
  EXCEPINFO exception{};
  UINT wrong = 0;
  VariantInit(&result);
  const HRESULT answer = object.Invoke(id, IID_NULL, 0, kinds, &given, &result, &exception, &wrong);
  require(is_documented(answer));
  require(answer != DISP_E_EXCEPTION || (FAILED(exception.scode) && SysStringLen(exception.bstrDescription) > 0));
  require(SUCCEEDED(answer) || result.vt == VT_EMPTY);
  VariantClear(&result);
  SysFreeString(exception.bstrSource);
  SysFreeString(exception.bstrDescription);
}

void name(IDispatch& object, Bytes& bytes) {
  const BSTR first = text_from(bytes), second = text_from(bytes);
  LPOLESTR names[] = {first, second};
  DISPID ids[2] = {7, 7};
  const HRESULT answer = object.GetIDsOfNames(IID_NULL, names, 2, 0, ids);
  require(answer == S_OK || answer == DISP_E_UNKNOWNNAME);
  require(ids[1] == 0 || ids[1] == DISPID_UNKNOWN);
  SysFreeString(first);
  SysFreeString(second);
}

int run(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  {
    const auto clock = std::make_shared<ManualClock>();
    const Connector nobody = [](const std::string&) -> Result<std::shared_ptr<FaxService>> {
      return Error{Errc::unreachable, "nobody is there"};
    };
    const auto server = make_com<FaxServer>(nobody, clock);
    const auto document = make_com<FaxDoc>(std::make_shared<ServerLink>(nobody, clock), std::string());
    const auto status =
        make_com<FaxStatus>(std::make_shared<Connection>(nullptr, clock), std::make_shared<PortStatus>());
    const auto tiff = ComPtr<IFaxTiff>::adopt(new FaxTiff);
    IDispatch* const objects[] = {server.get(), document.get(), status.get(), tiff.get()};
    while (!bytes.at_end()) {
      const std::uint8_t what = bytes.byte();
      IDispatch& object = *objects[what % 4];
      if (what & 0x80) {
        name(object, bytes);
      } else {
        call(object, bytes);
      }
    }
  }
  SetErrorInfo(0, nullptr);
  require(live_objects().load() == 0);
  return 0;
}

}  // namespace
}  // namespace caselli::faxcom

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return caselli::faxcom::run(data, size);
}

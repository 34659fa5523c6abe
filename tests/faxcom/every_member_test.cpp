// Every member of every interface, as the type library lists them: late bound it does what
// it does early bound, and has the number it is documented with.

#include <cstring>
#include <functional>
#include <map>
#include <tuple>

#include "faxcom/fax_tiff.h"
#include "late_client.h"

namespace caselli::faxcom {
namespace {

class EveryMemberTest : public FaxComTest {
 protected:
  EveryMemberTest() {
    PortStatus status;
    status.port = PortId{1};
    status.name = "Port 1";
    status.direction = Direction::send;
    status.description = "Sending";
    status.caller_id = "0895551";
    status.csid = "+49 89 1";
    status.tsid = "+49 30 2";
    status.page = 2;
    status.pages = 5;
    status.document_name = "Offer";
    status.document_bytes = 123456;
    status.address = "9,5551234";
    status.routing = "1001";
    status.sender_name = "Ada";
    status.recipient_name = "Bob";
    status.started_at = Instant{std::chrono::seconds{1'767'225'600}};
    status.submitted_at = Instant{std::chrono::seconds{1'767'225'000}};
    service->set_status(status);
    Job job;
    job.id = JobId{5};
    job.to = "5551234";
    job.user = "ada";
    job.sender_name = "Ada";
    job.recipient_name = "Bob";
    job.tsid = "+49 30 2";
    job.billing_code = "B-7";
    job.document_name = "Offer";
    job.document.pages = 3;
    job.sender = {{"company", "Caselli"}, {"department", "Fax"}};
    job.discount = true;
    service->set_job(job);
  }

  // A new object of the interface, from a connected server.
  template <class Interface>
  ComPtr<Interface> object() {
    connect();
    if constexpr (std::is_same_v<Interface, IFaxServer>) {
      return query<IFaxServer>(server.get());
    } else if constexpr (std::is_same_v<Interface, IFaxPorts>) {
      return child<IFaxPorts>([&](VARIANT* value) { return server->GetPorts(value); });
    } else if constexpr (std::is_same_v<Interface, IFaxPort>) {
      return port(1);
    } else if constexpr (std::is_same_v<Interface, IFaxStatus>) {
      return status(1);
    } else if constexpr (std::is_same_v<Interface, IFaxDoc>) {
      const Bstr file(CASELLI_TEST_DATA "/charts/itu1.tif");
      auto document = child<IFaxDoc>([&](VARIANT* value) { return server->CreateDocument(file, value); });
      EXPECT_EQ(document->put_FaxNumber(Bstr("5551234")), S_OK);
      return document;
    } else if constexpr (std::is_same_v<Interface, IFaxJobs>) {
      return child<IFaxJobs>([&](VARIANT* value) { return server->GetJobs(value); });
    } else if constexpr (std::is_same_v<Interface, IFaxJob>) {
      const auto jobs = object<IFaxJobs>();
      return child<IFaxJob>([&](VARIANT* value) { return jobs->get_Item(1, value); });
    } else if constexpr (std::is_same_v<Interface, IFaxRoutingMethods>) {
      const auto of = port(1);
      return child<IFaxRoutingMethods>([&](VARIANT* value) { return of->GetRoutingMethods(value); });
    } else if constexpr (std::is_same_v<Interface, IFaxRoutingMethod>) {
      const auto methods = object<IFaxRoutingMethods>();
      return child<IFaxRoutingMethod>([&](VARIANT* value) { return methods->get_Item(1, value); });
    } else {
      auto tiff = ComPtr<IFaxTiff>::adopt(new FaxTiff);
      EXPECT_EQ(tiff->put_Image(Bstr(CASELLI_TEST_DATA "/charts/itu1.tif")), S_OK);
      return tiff;
    }
  }

  // Reads a value early bound, as a VARIANT: `read` is given a pointer to a T.
  template <class T, class Read>
  static std::pair<HRESULT, Variant> early(Read&& read) {
    Variant value;
    HRESULT answer = E_FAIL;
    if constexpr (std::is_same_v<T, VARIANT>) {
      answer = read(value.get());
    } else {
      T result{};
      answer = read(&result);
      if (SUCCEEDED(answer)) put_in(value, result);
    }
    return {answer, std::move(value)};
  }
  static void put_in(Variant& value, LONG number) { value.set(VT_I4).lVal = number; }
  static void put_in(Variant& value, SHORT number) { value.set(VT_I2).iVal = number; }
  static void put_in(Variant& value, DATE date) { value.set(VT_DATE).date = date; }
  static void put_in(Variant& value, BSTR text) { value.set(VT_BSTR).bstrVal = text; }

  // Arguments that every member can take, and another one of each.
  static void sample(LONG& number, int which) { number = which == 0 ? 1 : 2; }
  static void sample(SHORT& number, int which) { number = static_cast<SHORT>(which == 0 ? 4 : 5); }
  static void sample(BSTR& text, int which) {
    assign(&text, which == 0 ? CASELLI_TEST_DATA "/charts/itu1.tif" : CASELLI_TEST_DATA "/charts/itu2.tif");
  }
  static void sample(IDispatch*& object, int) { object = nullptr; }
  static VARTYPE type_of(LONG) { return VT_I4; }
  static VARTYPE type_of(SHORT) { return VT_I2; }
  static VARTYPE type_of(BSTR) { return VT_BSTR; }
  static VARTYPE type_of(IDispatch*) { return VT_DISPATCH; }
  template <class T>
  static Variant argument(int which) {
    T value{};
    sample(value, which);
    Variant made;
    std::memcpy(&made.set(type_of(value)).llVal, &value, sizeof value);
    return made;
  }
  template <class T>
  static T inside(const Variant& value) {
    T taken{};
    std::memcpy(&taken, &value->llVal, sizeof taken);
    return taken;
  }

  static void same(const std::string& name, HRESULT early_code, const Variant* early_value, const Answer& late) {
    if (SUCCEEDED(early_code)) {
      EXPECT_EQ(late.code, S_OK) << name << ": " << late.description;
      EXPECT_EQ(late.value.shown(), early_value ? early_value->shown() : "0:") << name;
      return;
    }
    const std::string sentence = last_error();  // left by the later one
    EXPECT_EQ(late.code, DISP_E_EXCEPTION) << name;
    EXPECT_EQ(late.scode, early_code) << name;
    EXPECT_EQ(late.description, sentence) << name;
    EXPECT_FALSE(sentence.empty()) << name;
    EXPECT_EQ("I" + late.source, name.substr(0, name.find('.'))) << name;
  }

  template <class I, class... A>
  void check(const std::string& name, DISPID id, WORD kind, HRESULT (STDMETHODCALLTYPE I::*method)(A...)) {
    using Types = std::tuple<A..., void>;
    using First = std::tuple_element_t<0, Types>;
    constexpr bool gives =  // not the text or object that is put
        std::is_pointer_v<First> && !std::is_same_v<First, BSTR> && !std::is_same_v<First, IDispatch*>;
    const auto object_early = object<I>();
    if constexpr (sizeof...(A) == 0) {
      const HRESULT early_code = ((*object_early).*method)();
      same(name, early_code, nullptr, call_number(object<I>().get(), id, kind));
    } else if constexpr (sizeof...(A) == 2) {
      using Result = std::remove_pointer_t<std::tuple_element_t<1, Types>>;
      const Variant given = argument<First>(0);
      EXPECT_EQ(((*object_early).*method)(inside<First>(given), nullptr), E_POINTER) << name;
      const auto [code, value] =
          early<Result>([&](Result* out) { return ((*object_early).*method)(inside<First>(given), out); });
      same(name, code, &value, call_number(object<I>().get(), id, kind, {*given}));
    } else if constexpr (gives) {
      using Result = std::remove_pointer_t<First>;
      EXPECT_EQ(((*object_early).*method)(nullptr), E_POINTER) << name;
      auto [code, value] = early<Result>([&](Result* out) { return ((*object_early).*method)(out); });
      const Answer late = call_number(object<I>().get(), id, kind);
      if (name == "IFaxDoc.Send") {  // each has a number of its own
        EXPECT_EQ(late.code, code);
        EXPECT_EQ(late.value->vt, VT_I4);
        EXPECT_EQ(late.value->lVal, value->lVal + 1);
        return;
      }
      same(name, code, &value, late);
    } else {
      check_taking<I, First>(name, id, kind, method);
    }
  }

  // A value put early bound is read late bound, and the other way round.
  template <class I, class T>
  void check_taking(const std::string& name, DISPID id, WORD kind, HRESULT (STDMETHODCALLTYPE I::*method)(T)) {
    const auto target = object<I>();
    for (int which = 0; which < 2; ++which) {
      const Variant given = argument<T>(which);
      const bool early_bound = which == 0;
      const bool puts = kind != DISPATCH_METHOD;
      if (early_bound) {
        const HRESULT code = ((*target).*method)(inside<T>(given));
        const Answer late = puts ? call_number(object<I>().get(), id, kind, {*given}, {DISPID_PROPERTYPUT})
                                 : call_number(object<I>().get(), id, kind, {*given});
        same(name, code, nullptr, late);
        if (FAILED(code)) return;
      } else if (puts) {
        EXPECT_EQ(call_number(target.get(), id, kind, {*given}, {DISPID_PROPERTYPUT}).code, S_OK) << name;
      }
      if (kind != DISPATCH_PROPERTYPUT) return;
      const Answer now = call_number(target.get(), id, DISPATCH_PROPERTYGET);
      EXPECT_EQ(now.code, S_OK) << name;
      const bool identity = name.ends_with("put_Csid") || name.ends_with("put_Tsid");  // 20 characters there
      const bool flag = now.value->vt == VT_I4 && now.value->lVal == 1;
      if (identity && name.starts_with("IFaxPort.")) {
        EXPECT_EQ(now.value.shown(), given.shown().substr(0, 22)) << name;
      } else if (!flag) {
        EXPECT_EQ(now.value.shown(), given.shown()) << name;
      }
    }
  }
};

#define FAXCOM_MEMBER(Interface, slot, id, kind, name, method, parameter_name, parameter, result) \
  TEST_F(EveryMemberTest, Interface##_##method##_is_the_same_early_and_late) {                    \
    check(#Interface "." #method, id, kind, &Interface::method);                                  \
    const auto of = object<Interface>();                                                          \
    EXPECT_EQ(number_of_name(of.get(), #name), id);                                               \
  }
#include "faxcom/dispatch_tables.inc"
#undef FAXCOM_MEMBER

// The numbers compiled and scripted clients carry, from the fact sheet.
TEST(Documented, numbers_are_those_of_the_type_library) {
  std::map<std::string, int> documented, made;
#define DISPID_OF(Interface, method, number) documented[#Interface "." #method] = number;
#include "dispids.inc"
#undef DISPID_OF
#define FAXCOM_MEMBER(Interface, slot, id, kind, name, method, parameter_name, parameter, result) \
  made[#Interface "." #method] = id;
#include "faxcom/dispatch_tables.inc"
#undef FAXCOM_MEMBER
  EXPECT_EQ(documented.size(), 185U);
  EXPECT_EQ(made, documented);
}

}  // namespace
}  // namespace caselli::faxcom

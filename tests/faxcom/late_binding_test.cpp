// IDispatch as OLE automation documents it: names, kinds of calls, arguments, errors.

#include "late_client.h"

namespace caselli::faxcom {
namespace {

class LateBinding : public FaxComTest {
 protected:
  void TearDown() override {
    root = {};
    FaxComTest::TearDown();
  }
  ComPtr<IDispatch> document() { return late_object(root.get(), "CreateDocument", {*Variant("")}); }
  // The number in rgvarg that a failed call complains of.
  Answer put_retries(const Variant& value) { return late_put(root.get(), "Retries", value); }

  ComPtr<IDispatch> root = query<IDispatch>(server.get());
};

TEST_F(LateBinding, names_are_found_in_any_case_and_parameters_after_them) {
  for (const char* name : {"GetPorts", "getports", "GETPORTS"}) EXPECT_EQ(number_of_name(root.get(), name), 3);
  EXPECT_EQ(number_of_name(root.get(), "DisConnect"), 2);
  EXPECT_EQ(number_of_name(root.get(), "Port"), DISPID_UNKNOWN);
  EXPECT_EQ(number_of_name(root.get(), ""), DISPID_UNKNOWN);
  OLECHAR member[] = OLESTR("connect"), parameter[] = OLESTR("SERVERNAME"), other[] = OLESTR("Host");
  LPOLESTR names[] = {member, parameter, other};
  DISPID ids[3] = {};
  EXPECT_EQ(root->GetIDsOfNames(IID_NULL, names, 2, 0, ids), S_OK);
  EXPECT_EQ(ids[0], 1);
  EXPECT_EQ(ids[1], 0);
  EXPECT_EQ(root->GetIDsOfNames(IID_NULL, names, 3, 0, ids), DISP_E_UNKNOWNNAME);
  EXPECT_EQ(ids[0], 1);
  EXPECT_EQ(ids[1], 0);
  EXPECT_EQ(ids[2], DISPID_UNKNOWN);
  EXPECT_EQ(root->GetIDsOfNames(IID_IUnknown, names, 1, 0, ids), DISP_E_UNKNOWNINTERFACE);
  EXPECT_EQ(root->GetIDsOfNames(IID_NULL, nullptr, 1, 0, ids), E_INVALIDARG);
  EXPECT_EQ(root->GetIDsOfNames(IID_NULL, names, 1, 0, nullptr), E_INVALIDARG);
}

TEST_F(LateBinding, a_call_must_be_of_a_kind_the_member_has) {
  EXPECT_EQ(call_number(root.get(), 6, DISPATCH_PROPERTYGET).code, S_OK);
  EXPECT_EQ(call_number(root.get(), 6, DISPATCH_PROPERTYGET | DISPATCH_METHOD).code, S_OK);
  EXPECT_EQ(call_number(root.get(), 6, DISPATCH_METHOD).code, DISP_E_MEMBERNOTFOUND);
  EXPECT_EQ(call_number(root.get(), 3, DISPATCH_METHOD | DISPATCH_PROPERTYGET).code, S_OK);
  EXPECT_EQ(call_number(root.get(), 3, DISPATCH_PROPERTYGET).code, DISP_E_MEMBERNOTFOUND);
  EXPECT_EQ(call_number(root.get(), 6, 0).code, DISP_E_MEMBERNOTFOUND);
  EXPECT_EQ(call_number(root.get(), 0, DISPATCH_PROPERTYGET).code, DISP_E_MEMBERNOTFOUND);  // no default member
  EXPECT_EQ(call_number(root.get(), 99, DISPATCH_METHOD).code, DISP_E_MEMBERNOTFOUND);
  EXPECT_EQ(call_number(root.get(), DISPID_NEWENUM, DISPATCH_METHOD).code, DISP_E_MEMBERNOTFOUND);
  const auto of = query<IDispatch>(port(1).get());  // a property that is read only
  EXPECT_EQ(late_put(of.get(), "Name", Variant("x")).code, DISP_E_MEMBERNOTFOUND);
  const auto now = query<IDispatch>(status(1).get());
  EXPECT_EQ(call_number(now.get(), 7, DISPATCH_PROPERTYGET).code, DISP_E_MEMBERNOTFOUND);  // gaps in the numbers
  EXPECT_EQ(call_number(now.get(), 11, DISPATCH_PROPERTYGET).code, DISP_E_MEMBERNOTFOUND);
}

TEST_F(LateBinding, arguments_are_counted_and_named) {
  const Variant one(1);
  EXPECT_EQ(call_number(root.get(), 3, DISPATCH_METHOD, {*one}).code, DISP_E_BADPARAMCOUNT);
  EXPECT_EQ(call_number(root.get(), 1, DISPATCH_METHOD).code, DISP_E_BADPARAMCOUNT);
  EXPECT_EQ(call_number(root.get(), 1, DISPATCH_METHOD, {*one, *one}).code, DISP_E_BADPARAMCOUNT);
  const Variant name("");
  EXPECT_EQ(call_number(root.get(), 1, DISPATCH_METHOD, {*name}, {0}).code, S_OK);
  const Answer unknown = call_number(root.get(), 1, DISPATCH_METHOD, {*name}, {1});
  EXPECT_EQ(unknown.code, DISP_E_PARAMNOTFOUND);
  EXPECT_EQ(unknown.wrong_argument, 0U);
  const Answer unnamed = call_number(root.get(), 6, DISPATCH_PROPERTYPUT, {*one});
  EXPECT_EQ(unnamed.code, DISP_E_PARAMNOTFOUND);
  const Answer missing =
      call_number(root.get(), 1, DISPATCH_METHOD, {*Variant::of_type(VT_ERROR, DISP_E_PARAMNOTFOUND)});
  EXPECT_EQ(missing.code, DISP_E_PARAMNOTOPTIONAL);
  EXPECT_EQ(missing.wrong_argument, 0U);
  DISPPARAMS lost{nullptr, nullptr, 1, 0};
  EXPECT_EQ(root->Invoke(1, IID_NULL, 0, DISPATCH_METHOD, &lost, nullptr, nullptr, nullptr), E_INVALIDARG);
  EXPECT_EQ(root->Invoke(1, IID_NULL, 0, DISPATCH_METHOD, nullptr, nullptr, nullptr, nullptr), E_INVALIDARG);
  DISPPARAMS none{};
  EXPECT_EQ(root->Invoke(6, IID_IUnknown, 0, DISPATCH_PROPERTYGET, &none, nullptr, nullptr, nullptr),
            DISP_E_UNKNOWNINTERFACE);
  EXPECT_EQ(root->Invoke(6, IID_NULL, 0, DISPATCH_PROPERTYGET, &none, nullptr, nullptr, nullptr), S_OK);  // not wanted
  EXPECT_EQ(root->Invoke(3, IID_NULL, 0, DISPATCH_METHOD, &none, nullptr, nullptr, nullptr), S_OK);
}

TEST_F(LateBinding, arguments_become_the_members_type) {
  const auto retries = [&] { return late_get(root.get(), "Retries").value.shown(); };
  LONG number = 9;
  Variant reference;
  reference.set(VT_BYREF | VT_I4).plVal = &number;
  Variant outer;
  outer.set(VT_BYREF | VT_VARIANT).pvarVal = reference.get();
  const struct {
    Variant given;
    const char* becomes;
  } rows[] = {{Variant(3), "3:3"},
              {Variant(4.5), "3:4"},
              {Variant("5"), "3:5"},
              {Variant(false), "3:0"},
              {Variant::of_type(VT_I2, 6), "3:6"},
              {Variant::of_type(VT_UI1, 7), "3:7"},
              {Variant::of_type(VT_I8, 8), "3:8"},
              {Variant::of_type(VT_CY, 100000), "3:10"},
              {Variant(), "3:0"},
              {std::move(reference), "3:9"},
              {std::move(outer), "3:9"}};
  // `outer` points to where `reference` was.
  for (std::size_t i = 0; i + 1 < std::size(rows); ++i) {
    EXPECT_EQ(put_retries(rows[i].given).code, S_OK) << i;
    EXPECT_EQ(retries(), rows[i].becomes) << i;
  }
  const struct {
    Variant given;
    HRESULT code;
  } wrong[] = {{Variant("many"), DISP_E_TYPEMISMATCH},
               {Variant(1e10), DISP_E_OVERFLOW},
               {Variant::of_type(VT_NULL), DISP_E_TYPEMISMATCH},
               {Variant::of_type(VT_DISPATCH), DISP_E_TYPEMISMATCH},
               {Variant::of_type(VT_BYREF | VT_I4), DISP_E_TYPEMISMATCH}};
  for (const auto& row : wrong) {
    const Answer answer = put_retries(row.given);
    EXPECT_EQ(answer.code, row.code) << row.given->vt;
    EXPECT_EQ(answer.wrong_argument, 0U);
  }
}

TEST_F(LateBinding, a_boolean_is_true_in_every_shape_and_is_read_as_one) {
  for (const Variant& yes : {Variant(1), Variant(-1), Variant(true), Variant("1"), Variant::of_type(VT_UI1, 255)}) {
    EXPECT_EQ(late_put(root.get(), "Branding", Variant(false)).code, S_OK);
    EXPECT_EQ(late_get(root.get(), "Branding").value.shown(), "3:0");
    EXPECT_EQ(late_put(root.get(), "branding", yes).code, S_OK);
    EXPECT_EQ(late_get(root.get(), "BRANDING").value.shown(), "3:1");
  }
}

TEST_F(LateBinding, texts_are_made_of_whatever_is_put) {
  const auto doc = document();
  const auto number = [&](const Variant& value) {
    EXPECT_EQ(late_put(doc.get(), "FaxNumber", value).code, S_OK);
    return late_get(doc.get(), "FaxNumber").value.shown();
  };
  EXPECT_EQ(number(Variant("9,5551234")), "8:9,5551234");
  EXPECT_EQ(number(Variant(5551234)), "8:5551234");
  EXPECT_EQ(number(Variant(4930123456.0)), "8:4930123456");
  EXPECT_EQ(number(Variant("")), "8:");
  EXPECT_EQ(number(Variant()), "8:");
  EXPECT_EQ(number(Variant::of_type(VT_BSTR)), "8:");  // a null text
  EXPECT_EQ(late_put(doc.get(), "FaxNumber", Variant::of_type(VT_NULL)).code, DISP_E_TYPEMISMATCH);
}

TEST_F(LateBinding, items_are_found_by_every_kind_of_number) {
  const auto ports = late_object(root.get(), "getports");
  for (const VARTYPE type : {VT_I1, VT_I2, VT_I4, VT_I8, VT_UI1, VT_UI2, VT_UI4, VT_UI8, VT_INT, VT_UINT}) {
    const auto second = late_object(ports.get(), "Item", {*Variant::of_type(type, 2)});
    EXPECT_EQ(late_get(second.get(), "DeviceId").value.shown(), "3:2") << type;
  }
  EXPECT_EQ(late_get(late_object(ports.get(), "Item", {*Variant(2.0)}).get(), "DeviceId").value.shown(), "3:2");
  EXPECT_EQ(late_get(late_object(ports.get(), "Item", {*Variant("2")}).get(), "DeviceId").value.shown(), "3:2");
  const Answer beyond = late_get(ports.get(), "Item", {*Variant(3)});
  EXPECT_EQ(beyond.code, DISP_E_EXCEPTION);
  EXPECT_EQ(beyond.scode, E_INVALIDARG);
}

TEST_F(LateBinding, what_fails_is_described_by_exception_and_error_information) {
  EXPECT_EQ(late_get(root.get(), "Disconnect").code, S_OK);
  const Answer answer = late_get(root.get(), "GetPorts");
  EXPECT_EQ(answer.code, DISP_E_EXCEPTION);
  EXPECT_EQ(answer.scode, kNotConnected);
  EXPECT_EQ(answer.source, "FaxServer");
  EXPECT_EQ(answer.description, "there is no connection to a fax server: call FaxServer.Connect");
  EXPECT_EQ(answer.value->vt, VT_EMPTY);
  EXPECT_EQ(last_error(), answer.description);
  DISPPARAMS none{};
  EXPECT_EQ(root->Invoke(3, IID_NULL, 0, DISPATCH_METHOD, &none, nullptr, nullptr, nullptr), DISP_E_EXCEPTION);
}

// Each kind of error that the service's calls can end with, early and late bound.
TEST_F(LateBinding, every_error_has_its_number_and_its_sentence_on_both_ways) {
  const auto of = port(1);
  const auto late_port = query<IDispatch>(of.get());
  const auto now = status(1);
  const auto late_status = query<IDispatch>(now.get());
  const struct {
    Errc code;
    HRESULT result;
  } rows[] = {{Errc::unreachable, win32_code(1722)},   {Errc::permission_denied, E_ACCESSDENIED},
              {Errc::unauthenticated, E_ACCESSDENIED}, {Errc::not_found, kNotFound},
              {Errc::wrong_state, win32_code(5023)},   {Errc::damaged_document, win32_code(13)},
              {Errc::timed_out, win32_code(1460)}};
  for (const auto& row : rows) {
    service->fail_with(Error{row.code, "the sentence of the command line"});
    EXPECT_EQ(now->Refresh(), row.result);
    EXPECT_EQ(last_error(), "the sentence of the command line");
    Answer late = late_get(late_status.get(), "Refresh");
    EXPECT_EQ(late.code, DISP_E_EXCEPTION);
    EXPECT_EQ(late.scode, row.result);
    EXPECT_EQ(late.description, "the sentence of the command line");
    late = late_put(late_port.get(), "Rings", Variant(3));
    EXPECT_EQ(late.scode, row.result);
    EXPECT_EQ(late.source, "FaxPort");
    service->fail_with({});
  }
  const auto doc = document();
  EXPECT_EQ(late_put(doc.get(), "FaxNumber", Variant("1")).code, S_OK);
  EXPECT_EQ(late_get(doc.get(), "Send").scode, E_INVALIDARG);  // no file
  EXPECT_EQ(late_put(doc.get(), "FileName", Variant("/no/such/file.tif")).code, S_OK);
  EXPECT_EQ(late_get(doc.get(), "Send").scode, kFileNotFound);
  EXPECT_EQ(late_get(doc.get(), "CallHandle").scode, E_NOTIMPL);
  service->remove_port(PortId{1});
  EXPECT_EQ(late_get(late_status.get(), "Refresh").scode, kNotFound);
}

TEST_F(LateBinding, an_object_put_by_reference_reaches_the_member) {
  const auto doc = document();
  const DISPID id = number_of_name(doc.get(), "ConnectionObject");
  EXPECT_EQ(id, 34);
  Variant object;
  object.set(VT_DISPATCH).pdispVal = query<IDispatch>(server.get()).detach();
  const Answer answer = call_number(doc.get(), id, DISPATCH_PROPERTYPUTREF, {*object}, {DISPID_PROPERTYPUT});
  EXPECT_EQ(answer.code, DISP_E_EXCEPTION);
  EXPECT_EQ(answer.scode, E_NOTIMPL);
  EXPECT_EQ(call_number(doc.get(), id, DISPATCH_PROPERTYPUT, {*object}, {DISPID_PROPERTYPUT}).code,
            DISP_E_MEMBERNOTFOUND);
  EXPECT_EQ(call_number(doc.get(), id, DISPATCH_PROPERTYGET).code, DISP_E_MEMBERNOTFOUND);
  const Answer number = call_number(doc.get(), id, DISPATCH_PROPERTYPUTREF, {*Variant(1)}, {DISPID_PROPERTYPUT});
  EXPECT_EQ(number.code, DISP_E_TYPEMISMATCH);
}

}  // namespace
}  // namespace caselli::faxcom

// A compiled client knows slot numbers and nothing else: everything here goes through the
// raw vtable, numbers from the tables of the API's fact sheet.

#include "client.h"

namespace caselli::faxcom {
namespace {

template <class... Args>
HRESULT call_slot(void* object, int slot, Args... args) {
  using Function = HRESULT(STDMETHODCALLTYPE*)(void*, Args...);
  void** const vtable = *static_cast<void***>(object);
  return reinterpret_cast<Function>(vtable[slot])(object, args...);
}

class RawSlotsTest : public FaxComTest {
 protected:
  std::string text(void* object, int slot) {
    BSTR value = nullptr;
    EXPECT_EQ(call_slot(object, slot, &value), S_OK) << slot;
    const std::string text = text_of(value);
    SysFreeString(value);
    return text;
  }
  LONG number(void* object, int slot) {
    LONG value = -7;
    EXPECT_EQ(call_slot(object, slot, &value), S_OK) << slot;
    return value;
  }
  DATE date(void* object, int slot) {
    DATE value = -7;
    EXPECT_EQ(call_slot(object, slot, &value), S_OK) << slot;
    return value;
  }
  // The object in the VARIANT of a method; the caller owns the reference.
  template <class... Args>
  ComPtr<IDispatch> object(void* from, int slot, Args... args) {
    VARIANT value;
    EXPECT_EQ(call_slot(from, slot, args..., &value), S_OK) << slot;
    EXPECT_EQ(value.vt, VT_DISPATCH);
    return ComPtr<IDispatch>::adopt(value.pdispVal);
  }
};

TEST_F(RawSlotsTest, the_way_to_a_status_and_all_of_its_properties) {
  PortStatus sending;
  sending.port = PortId{1};
  sending.name = "eleven";
  sending.direction = Direction::send;
  sending.csid = "eight";
  sending.page = 9;
  sending.document_name = "twelve";
  sending.address = "fifteen";
  sending.sender_name = "seventeen";
  sending.recipient_name = "eighteen";
  sending.document_bytes = 19;
  sending.description = "twenty";
  sending.pages = 21;
  sending.tsid = "twenty-two";
  sending.started_at = std::chrono::sys_days{std::chrono::year{1900} / 1 / 22};    // DATE 23
  sending.submitted_at = std::chrono::sys_days{std::chrono::year{1900} / 1 / 23};  // DATE 24
  service->set_status(sending);

  const auto ports = object(server.get(), 9);         // GetPorts
  EXPECT_EQ(number(ports.get(), 7), 2);               // Count
  const auto port = object(ports.get(), 8, LONG{1});  // Item
  EXPECT_EQ(text(port.get(), 7), "Port 1");
  EXPECT_EQ(number(port.get(), 8), 1);
  const auto status = object(port.get(), 23);  // GetStatus
  void* const s = status.get();
  EXPECT_EQ(text(s, 7), "");
  EXPECT_EQ(text(s, 8), "eight");
  EXPECT_EQ(number(s, 9), 9);
  EXPECT_EQ(number(s, 10), 1);
  EXPECT_EQ(text(s, 11), "eleven");
  EXPECT_EQ(text(s, 12), "twelve");
  EXPECT_EQ(number(s, 13), 1);
  EXPECT_EQ(number(s, 14), 0);
  EXPECT_EQ(text(s, 15), "fifteen");
  EXPECT_EQ(text(s, 16), "");
  EXPECT_EQ(text(s, 17), "seventeen");
  EXPECT_EQ(text(s, 18), "eighteen");
  EXPECT_EQ(number(s, 19), 19);
  EXPECT_EQ(text(s, 20), "twenty");
  EXPECT_EQ(number(s, 21), 21);
  EXPECT_EQ(text(s, 22), "twenty-two");
  EXPECT_EQ(date(s, 23), 23.0);
  EXPECT_EQ(date(s, 24), 24.0);
  EXPECT_GT(date(s, 25), 0.0);
  EXPECT_EQ(call_slot(s, 26), S_OK);  // Refresh

  sending.direction = Direction::receive;
  sending.caller_id = "seven";
  sending.routing = "sixteen";
  service->set_status(sending);
  EXPECT_EQ(call_slot(s, 26), S_OK);
  EXPECT_EQ(text(s, 7), "seven");
  EXPECT_EQ(number(s, 13), 0);
  EXPECT_EQ(number(s, 14), 1);
  EXPECT_EQ(text(s, 16), "sixteen");
}

TEST_F(RawSlotsTest, settings_and_documents) {
  EXPECT_EQ(call_slot(server.get(), 17, LONG{-1}), S_OK);  // put_DirtyDays
  EXPECT_EQ(number(server.get(), 16), -1);
  EXPECT_EQ(call_slot(server.get(), 39, SHORT{59}), S_OK);  // put_DiscountRateEndMinute
  SHORT minute = 0;
  EXPECT_EQ(call_slot(server.get(), 38, &minute), S_OK);
  EXPECT_EQ(minute, 59);
  const Bstr name("seven");
  const auto document = object(server.get(), 10, static_cast<BSTR>(name));  // CreateDocument
  EXPECT_EQ(text(document.get(), 7), "seven");
  const Bstr fax("seventy-six");
  EXPECT_EQ(call_slot(document.get(), 76, static_cast<BSTR>(fax)), S_OK);  // put_SenderFax
  EXPECT_EQ(text(document.get(), 75), "seventy-six");
  EXPECT_EQ(call_slot(document.get(), 72, static_cast<IDispatch*>(nullptr)), E_NOTIMPL);  // ConnectionObject
  EXPECT_EQ(call_slot(server.get(), 8), S_OK);                                            // Disconnect
}

TEST(Identifiers, are_the_published_ones) {
  struct Row {
    const GUID& guid;
    const char* text;
  };
  // Section 1 of the API's fact sheet.
  const Row rows[] = {
      {IID_IFaxTiff, "{B19BB45F-B91C-11D1-83E1-00C04FB6E984}"},
      {CLSID_FaxTiff, "{87099231-C7AF-11D0-B225-00C04FB6C2F5}"},
      {IID_IFaxServer, "{D73733C7-CC80-11D0-B225-00C04FB6C2F5}"},
      {CLSID_FaxServer, "{D73733C8-CC80-11D0-B225-00C04FB6C2F5}"},
      {IID_IFaxPort, "{D73733CC-CC80-11D0-B225-00C04FB6C2F5}"},
      {CLSID_FaxPort, "{D73733CD-CC80-11D0-B225-00C04FB6C2F5}"},
      {IID_IFaxPorts, "{D73733D5-CC80-11D0-B225-00C04FB6C2F5}"},
      {CLSID_FaxPorts, "{D73733D6-CC80-11D0-B225-00C04FB6C2F5}"},
      {IID_IFaxRoutingMethod, "{2199F5F3-CEFC-11D0-A341-0000F800E68D}"},
      {CLSID_FaxRoutingMethod, "{2199F5F4-CEFC-11D0-A341-0000F800E68D}"},
      {IID_IFaxRoutingMethods, "{2199F5F5-CEFC-11D0-A341-0000F800E68D}"},
      {CLSID_FaxRoutingMethods, "{2199F5F6-CEFC-11D0-A341-0000F800E68D}"},
      {IID_IFaxStatus, "{8B97E605-D054-11D0-B226-00C04FB6C2F5}"},
      {CLSID_FaxStatus, "{8B97E606-D054-11D0-B226-00C04FB6C2F5}"},
      {IID_IFaxDoc, "{FA21F4C5-5C4C-11D1-83CF-00C04FB6E984}"},
      {CLSID_FaxDoc, "{FA21F4C6-5C4C-11D1-83CF-00C04FB6E984}"},
      {IID_IFaxJobs, "{55DABFD3-5C9E-11D1-B791-000000000000}"},
      {CLSID_FaxJobs, "{55DABFD4-5C9E-11D1-B791-000000000000}"},
      {IID_IFaxJob, "{55DABFD5-5C9E-11D1-B791-000000000000}"},
      {CLSID_FaxJob, "{55DABFD6-5C9E-11D1-B791-000000000000}"},
      {LIBID_FAXCOMLib, "{87099223-C7AF-11D0-B225-00C04FB6C2F5}"},
      {IID_IUnknown, "{00000000-0000-0000-C000-000000000046}"},
      {IID_IDispatch, "{00020400-0000-0000-C000-000000000046}"},
  };
  for (const Row& row : rows) {
    OLECHAR text[39];
    ASSERT_EQ(StringFromGUID2(row.guid, text, 39), 39);
    EXPECT_EQ(to_utf8({text, 38}), row.text);
    CLSID back{};
    ASSERT_EQ(CLSIDFromString(text, &back), S_OK);
    EXPECT_TRUE(back == row.guid) << row.text;
  }
}

}  // namespace
}  // namespace caselli::faxcom

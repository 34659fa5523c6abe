// The functions of OLE automation, against what Microsoft documents for them.

#include <cstring>
#include <limits>

#include "client.h"

namespace caselli::faxcom {
namespace {

TEST(SysString, carries_its_length_and_ends_with_zero) {
  const OLECHAR text[] = {'a', 0, 0x6587, 'b', 0};
  const BSTR whole = SysAllocStringLen(text, 4);
  EXPECT_EQ(SysStringLen(whole), 4U);
  EXPECT_EQ(SysStringByteLen(whole), 8U);
  EXPECT_EQ(std::memcmp(whole, text, sizeof text), 0);
  UINT length = 0;
  std::memcpy(&length, reinterpret_cast<char*>(whole) - 4, 4);  // where compiled clients look
  EXPECT_EQ(length, 8U);
  const BSTR first = SysAllocString(whole);
  EXPECT_EQ(SysStringLen(first), 1U);
  SysFreeString(first);
  SysFreeString(whole);
}

TEST(SysString, null_is_an_empty_string) {
  EXPECT_EQ(SysAllocString(nullptr), nullptr);
  EXPECT_EQ(SysStringLen(nullptr), 0U);
  EXPECT_EQ(SysStringByteLen(nullptr), 0U);
  SysFreeString(nullptr);
  const BSTR zeros = SysAllocStringLen(nullptr, 2);
  EXPECT_EQ(SysStringLen(zeros), 2U);
  EXPECT_EQ(zeros[0], 0);
  SysFreeString(zeros);
  EXPECT_EQ(SysAllocStringLen(nullptr, 0xFFFFFFFF), nullptr);
}

TEST(SysString, can_be_of_odd_bytes_and_be_replaced) {
  BSTR bytes = SysAllocStringByteLen("abc", 3);
  EXPECT_EQ(SysStringByteLen(bytes), 3U);
  EXPECT_EQ(SysStringLen(bytes), 1U);
  EXPECT_EQ(SysReAllocString(&bytes, OLESTR("new")), TRUE);
  EXPECT_EQ(text_of(bytes), "new");
  EXPECT_EQ(SysReAllocStringLen(&bytes, bytes, 2), TRUE);  // from itself
  EXPECT_EQ(text_of(bytes), "ne");
  SysFreeString(bytes);
}

TEST(Variant, copies_own_what_they_hold) {
  VARIANT first, second;
  VariantInit(&first);
  VariantInit(&second);
  first.vt = VT_BSTR;
  first.bstrVal = SysAllocStringLen(OLESTR("a\0b"), 3);
  EXPECT_EQ(VariantCopy(&second, &first), S_OK);
  EXPECT_NE(second.bstrVal, first.bstrVal);
  EXPECT_EQ(SysStringLen(second.bstrVal), 3U);
  EXPECT_EQ(VariantCopy(&second, &second), S_OK);
  EXPECT_EQ(VariantClear(&first), S_OK);
  EXPECT_EQ(first.vt, VT_EMPTY);
  EXPECT_EQ(VariantClear(&second), S_OK);
  EXPECT_EQ(VariantClear(nullptr), E_INVALIDARG);
  first.vt = 0x0FFF;
  EXPECT_EQ(VariantClear(&first), DISP_E_BADVARTYPE);
  EXPECT_EQ(VariantCopy(&second, &first), DISP_E_BADVARTYPE);
}

TEST(Variant, holds_one_reference_to_its_object) {
  ICreateErrorInfo* object = nullptr;
  ASSERT_EQ(CreateErrorInfo(&object), S_OK);
  VARIANT first, second;
  VariantInit(&second);
  VariantInit(&first);
  first.vt = VT_UNKNOWN;
  first.punkVal = object;
  EXPECT_EQ(VariantCopy(&second, &first), S_OK);
  object->AddRef();
  EXPECT_EQ(object->Release(), 2U);
  EXPECT_EQ(VariantClear(&second), S_OK);
  object->AddRef();
  EXPECT_EQ(object->Release(), 1U);
  EXPECT_EQ(VariantClear(&first), S_OK);
}

TEST(Date, examples_of_the_documentation) {
  // Microsoft's page for the DATE type.
  const struct {
    DATE date;
    WORD year, month, day, hour;
  } rows[] = {{0.0, 1899, 12, 30, 0},  {2.0, 1900, 1, 1, 0},     {5.25, 1900, 1, 4, 6},
              {-1.0, 1899, 12, 29, 0}, {-1.25, 1899, 12, 29, 6}, {5.875, 1900, 1, 4, 21}};
  for (const auto& row : rows) {
    SYSTEMTIME time{};
    ASSERT_EQ(VariantTimeToSystemTime(row.date, &time), 1) << row.date;
    EXPECT_EQ(time.wYear, row.year) << row.date;
    EXPECT_EQ(time.wMonth, row.month) << row.date;
    EXPECT_EQ(time.wDay, row.day) << row.date;
    EXPECT_EQ(time.wHour, row.hour) << row.date;
    DATE back = 7;
    ASSERT_EQ(SystemTimeToVariantTime(&time, &back), 1);
    EXPECT_EQ(back, row.date);
  }
}

TEST(Date, refuses_what_is_no_date) {
  SYSTEMTIME time{2026, 2, 0, 29, 0, 0, 0, 0};  // no leap year
  DATE date = 0;
  EXPECT_EQ(SystemTimeToVariantTime(&time, &date), 0);
  EXPECT_EQ(VariantTimeToSystemTime(1e9, &time), 0);
  EXPECT_EQ(VariantTimeToSystemTime(std::numeric_limits<double>::quiet_NaN(), &time), 0);
  EXPECT_EQ(SystemTimeToVariantTime(nullptr, &date), 0);
}

TEST(Date, of_an_instant_keeps_the_millisecond) {
  const Instant instant{std::chrono::milliseconds{1'767'225'601'234}};  // 2026-01-01T00:00:01.234Z
  SYSTEMTIME time{};
  ASSERT_EQ(VariantTimeToSystemTime(date_of(instant), &time), 1);
  EXPECT_EQ(time.wYear, 2026);
  EXPECT_EQ(time.wDay, 1);
  EXPECT_EQ(time.wDayOfWeek, 4);  // a Thursday
  EXPECT_EQ(time.wSecond, 1);
  EXPECT_EQ(time.wMilliseconds, 234);
}

TEST(Text, goes_through_utf16_and_back) {
  for (const std::string text : {"", "plain", "Größe", "文書", "\xF0\x9F\x93\xA0 fax", "\xF4\x8F\xBF\xBF"})
    EXPECT_EQ(to_utf8(to_utf16(text)), text);
  EXPECT_EQ(to_utf16("\xF0\x9F\x93\xA0"), std::u16string(u"\U0001F4E0"));
}

TEST(Text, of_a_bstr_may_hold_zeros) {
  const BSTR string = SysAllocStringLen(OLESTR("a\0b"), 3);
  EXPECT_EQ(text_of(string), std::string("a\0b", 3));
  EXPECT_EQ(text_of(nullptr), "");
  SysFreeString(string);
}

TEST(Text, that_is_damaged_is_replaced_not_dropped) {
  // Table 3-8 of the Unicode standard: a replacement for each maximal part.
  EXPECT_EQ(to_utf16("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"),
            std::u16string(u"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA"));
  EXPECT_EQ(to_utf16("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"), std::u16string(u"\uFFFD\uFFFD\uFFFD\uFFFDA"));
  EXPECT_EQ(to_utf16("\xED\xA0\x80"), std::u16string(u"\uFFFD\uFFFD\uFFFD"));
  const OLECHAR lone[] = {'a', 0xDC00, 0xD800, 'b', 0xD800};
  EXPECT_EQ(to_utf8({lone, 5}), "a\uFFFD\uFFFDb\uFFFD");
}

TEST(Classes, are_found_by_name_in_any_case) {
  CLSID clsid{};
  for (const OLECHAR* name : {OLESTR("FaxServer.FaxServer"), OLESTR("faxserver.FAXSERVER.1")}) {
    EXPECT_EQ(CLSIDFromProgID(name, &clsid), S_OK);
    EXPECT_TRUE(clsid == CLSID_FaxServer);
  }
  for (const OLECHAR* name : {OLESTR("FaxTiff.FaxTiff"), OLESTR("FAXTIFF.faxtiff.1")}) {
    EXPECT_EQ(CLSIDFromProgID(name, &clsid), S_OK);
    EXPECT_TRUE(clsid == CLSID_FaxTiff);
  }
  EXPECT_EQ(CLSIDFromProgID(OLESTR("FAXCOMEX.FaxServer"), &clsid), CO_E_CLASSSTRING);
  EXPECT_EQ(CLSIDFromProgID(nullptr, &clsid), E_INVALIDARG);
  EXPECT_EQ(CLSIDFromString(OLESTR("{D73733C8-CC80-11D0-B225-00C04FB6C2G5}"), &clsid), CO_E_CLASSSTRING);
  EXPECT_EQ(CLSIDFromString(OLESTR("D73733C8"), &clsid), CO_E_CLASSSTRING);
}

TEST(Classes, the_server_and_the_tiff_reader_can_be_created_alone) {
  void* object = nullptr;
  ASSERT_EQ(CoCreateInstance(CLSID_FaxServer, nullptr, CLSCTX_ALL, IID_IFaxServer, &object), S_OK);
  const auto server = ComPtr<IFaxServer>::adopt(static_cast<IFaxServer*>(object));
  ASSERT_EQ(CoCreateInstance(CLSID_FaxTiff, nullptr, CLSCTX_ALL, IID_IFaxTiff, &object), S_OK);
  const auto tiff = ComPtr<IFaxTiff>::adopt(static_cast<IFaxTiff*>(object));
  for (const CLSID* other : {&CLSID_FaxPorts, &CLSID_FaxPort, &CLSID_FaxStatus, &CLSID_FaxDoc, &CLSID_FaxJobs,
                             &CLSID_FaxJob, &CLSID_FaxRoutingMethods, &CLSID_FaxRoutingMethod}) {
    EXPECT_EQ(CoCreateInstance(*other, nullptr, CLSCTX_ALL, IID_IUnknown, &object), REGDB_E_CLASSNOTREG);
    EXPECT_EQ(object, nullptr);
  }
  EXPECT_EQ(CoCreateInstance(CLSID_FaxServer, server.get(), CLSCTX_ALL, IID_IUnknown, &object), CLASS_E_NOAGGREGATION);
  EXPECT_EQ(CoCreateInstance(CLSID_FaxServer, nullptr, CLSCTX_ALL, IID_IFaxDoc, &object), E_NOINTERFACE);
  EXPECT_EQ(CoCreateInstance(CLSID_FaxServer, nullptr, CLSCTX_ALL, IID_IUnknown, nullptr), E_POINTER);
}

TEST(Classes, a_locked_factory_keeps_the_library) {
  EXPECT_EQ(DllCanUnloadNow(), S_OK);
  void* made = nullptr;
  ASSERT_EQ(DllGetClassObject(CLSID_FaxServer, IID_IClassFactory, &made), S_OK);
  auto factory = ComPtr<IClassFactory>::adopt(static_cast<IClassFactory*>(made));
  EXPECT_EQ(factory->LockServer(TRUE), S_OK);
  EXPECT_EQ(DllCanUnloadNow(), S_FALSE);
  EXPECT_EQ(factory->LockServer(FALSE), S_OK);
  factory = {};
  EXPECT_EQ(DllCanUnloadNow(), S_OK);
}

TEST(ErrorInfo, belongs_to_its_thread_and_is_taken_once) {
  ICreateErrorInfo* create = nullptr;
  ASSERT_EQ(CreateErrorInfo(&create), S_OK);
  const auto owner = ComPtr<ICreateErrorInfo>::adopt(create);
  OLECHAR text[] = OLESTR("why");
  EXPECT_EQ(create->SetDescription(text), S_OK);
  EXPECT_EQ(create->SetHelpContext(9), S_OK);
  const auto info = query<IErrorInfo>(create);
  EXPECT_EQ(SetErrorInfo(0, info.get()), S_OK);
  EXPECT_EQ(last_error(), "why");
  EXPECT_EQ(last_error(), "");
  DWORD help = 0;
  EXPECT_EQ(info->GetHelpContext(&help), S_OK);
  EXPECT_EQ(help, 9U);
  EXPECT_EQ(SetErrorInfo(1, info.get()), E_INVALIDARG);
}

}  // namespace
}  // namespace caselli::faxcom

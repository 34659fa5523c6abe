// VariantChangeType against what Microsoft documents for it and for the functions it stands
// for (VarI4FromR8, VarBoolFromStr ...).

#include <cmath>
#include <cstring>
#include <limits>

#include "late_client.h"

namespace caselli::faxcom {
namespace {

// `from` as `type`: `3:42`; or the code, when there is no such conversion.
std::string changed(const Variant& from, VARTYPE type, USHORT flags = 0) {
  Variant to;
  const HRESULT answer = VariantChangeType(to.get(), &*from, flags, type);
  switch (answer) {
    case S_OK:
      return to.shown();
    case DISP_E_OVERFLOW:
      return "overflow";
    case DISP_E_TYPEMISMATCH:
      return "mismatch";
    case DISP_E_BADVARTYPE:
      return "bad type";
    default:
      return "failed";
  }
}

TEST(VariantChange, rounds_to_the_nearest_and_halves_to_even) {
  const struct {
    double from;
    const char* to;
  } rows[] = {{0.5, "3:0"},
              {1.5, "3:2"},
              {2.5, "3:2"},
              {-1.5, "3:-2"},
              {-2.5, "3:-2"},
              {2.4999, "3:2"},
              {2147483647.4, "3:2147483647"},
              {-2147483648.4, "3:-2147483648"},
              {2147483647.5, "overflow"},
              {-2147483649, "overflow"},
              {1e300, "overflow"}};
  for (const auto& row : rows) EXPECT_EQ(changed(Variant(row.from), VT_I4), row.to) << row.from;
  EXPECT_EQ(changed(Variant(std::nan("")), VT_I4), "overflow");
}

TEST(VariantChange, what_does_not_fit_is_an_overflow) {
  const struct {
    LONG from;
    VARTYPE type;
    const char* to;
  } rows[] = {{32767, VT_I2, "2:32767"},   {32768, VT_I2, "overflow"},  {-32768, VT_I2, "2:-32768"},
              {255, VT_UI1, "17:255"},     {256, VT_UI1, "overflow"},   {-1, VT_UI1, "overflow"},
              {127, VT_I1, "16:127"},      {128, VT_I1, "overflow"},    {-1, VT_UI4, "overflow"},
              {65535, VT_UI2, "18:65535"}, {65536, VT_UI2, "overflow"}, {-1, VT_UI8, "overflow"},
              {7, VT_I8, "20:7"},          {7, VT_UINT, "23:7"},        {7, VT_INT, "22:7"}};
  for (const auto& row : rows) EXPECT_EQ(changed(Variant(row.from), row.type), row.to) << row.from << " " << row.type;
  EXPECT_EQ(changed(Variant::of_type(VT_UI4, 0xFFFFFFFF), VT_I4), "overflow");
  EXPECT_EQ(changed(Variant::of_type(VT_UI8, -1), VT_I8), "overflow");
  EXPECT_EQ(changed(Variant::of_type(VT_UI8, -1), VT_BSTR), "8:18446744073709551615");
  EXPECT_EQ(changed(Variant::of_type(VT_I8, std::numeric_limits<LONGLONG>::min()), VT_BSTR), "8:-9223372036854775808");
  EXPECT_EQ(changed(Variant(1e39), VT_R4), "overflow");
}

TEST(VariantChange, true_is_minus_one_and_anything_but_zero_is_true) {
  EXPECT_EQ(changed(Variant(true), VT_I4), "3:-1");
  EXPECT_EQ(changed(Variant(false), VT_I4), "3:0");
  EXPECT_EQ(changed(Variant(true), VT_R8), "5:-1");
  EXPECT_EQ(changed(Variant(true), VT_UI1), "17:255");
  EXPECT_EQ(changed(Variant(7), VT_BOOL), "11:True");
  EXPECT_EQ(changed(Variant(0.5), VT_BOOL), "11:True");
  EXPECT_EQ(changed(Variant(0), VT_BOOL), "11:False");
  EXPECT_EQ(changed(Variant(true), VT_BSTR), "8:-1");
  EXPECT_EQ(changed(Variant(true), VT_BSTR, VARIANT_ALPHABOOL), "8:True");
  EXPECT_EQ(changed(Variant(false), VT_BSTR, VARIANT_ALPHABOOL), "8:False");
  for (const char* yes : {"True", "TRUE", "#true#", "1", "-1", "0.1"})
    EXPECT_EQ(changed(Variant(yes), VT_BOOL), "11:True") << yes;
  for (const char* no : {"False", "#FALSE#", "0"}) EXPECT_EQ(changed(Variant(no), VT_BOOL), "11:False") << no;
  EXPECT_EQ(changed(Variant("yes"), VT_BOOL), "mismatch");
  EXPECT_EQ(changed(Variant("True"), VT_I4), "mismatch");
}

TEST(VariantChange, empty_is_nothing_and_null_is_no_value) {
  EXPECT_EQ(changed(Variant(), VT_I4), "3:0");
  EXPECT_EQ(changed(Variant(), VT_BSTR), "8:");
  EXPECT_EQ(changed(Variant(), VT_BOOL), "11:False");
  EXPECT_EQ(changed(Variant(), VT_DATE), "7:12:00:00 AM");
  for (const VARTYPE type : {VT_I4, VT_BSTR, VT_BOOL, VT_DATE, VT_DISPATCH})
    EXPECT_EQ(changed(Variant::of_type(VT_NULL), type), "mismatch") << type;
  EXPECT_EQ(changed(Variant(1), VT_NULL), "mismatch");
  EXPECT_EQ(changed(Variant::of_type(VT_ERROR, 1), VT_I4), "mismatch");
  EXPECT_EQ(changed(Variant(1), 999), "bad type");
  EXPECT_EQ(changed(Variant(1), VT_BYREF | VT_I4), "bad type");
}

TEST(VariantChange, reads_numbers_as_people_write_them) {
  const struct {
    const char* from;
    const char* to;
  } rows[] = {{"42", "5:42"},        {" 42 ", "5:42"},    {"-42", "5:-42"},        {"+42", "5:42"},
              {"42-", "5:-42"},      {"(42)", "5:-42"},   {"1,234.5", "5:1234.5"}, {"$1,000", "5:1000"},
              {".5", "5:0.5"},       {"5.", "5:5"},       {"1.5E3", "5:1500"},     {"1.5e-3", "5:0.0015"},
              {"1D2", "5:100"},      {"&HFF", "5:255"},   {"&hffff", "5:-1"},      {"&O17", "5:15"},
              {"1e400", "overflow"}, {"", "mismatch"},    {" ", "mismatch"},       {"1 2", "mismatch"},
              {"1.2.3", "mismatch"}, {"--1", "mismatch"}, {"(1", "mismatch"},      {"1e", "mismatch"},
              {"&H", "mismatch"},    {"&HG", "mismatch"}, {"one", "mismatch"},     {"1,", "5:1"},
              {"nan", "mismatch"},   {"inf", "mismatch"}, {"0x10", "mismatch"},    {"&HFFFFFFFFFFFFFFFFF", "mismatch"}};
  for (const auto& row : rows) EXPECT_EQ(changed(Variant(row.from), VT_R8), row.to) << row.from;
  EXPECT_EQ(changed(Variant("2.5"), VT_I4), "3:2");
  EXPECT_EQ(changed(Variant("9223372036854775807"), VT_I8), "20:9223372036854775807");
  EXPECT_EQ(changed(Variant("9223372036854775808"), VT_I8), "overflow");
  EXPECT_EQ(changed(Variant("70000"), VT_I2), "overflow");
}

TEST(VariantChange, writes_numbers_without_needless_digits) {
  EXPECT_EQ(changed(Variant(42), VT_BSTR), "8:42");
  EXPECT_EQ(changed(Variant(0.1), VT_BSTR), "8:0.1");
  EXPECT_EQ(changed(Variant(1e20), VT_BSTR), "8:1E+20");
  EXPECT_EQ(changed(Variant(123456789012345.0), VT_BSTR), "8:123456789012345");
  EXPECT_EQ(changed(Variant(-0.5), VT_BSTR), "8:-0.5");
  Variant single = Variant::of_type(VT_R4);
  single.set(VT_R4).fltVal = 0.1F;
  EXPECT_EQ(changed(single, VT_BSTR), "8:0.1");
}

TEST(VariantChange, currency_has_four_places) {
  EXPECT_EQ(changed(Variant(12.34565), VT_CY), "6:12.3456");  // to even
  EXPECT_EQ(changed(Variant::of_type(VT_CY, 125000), VT_R8), "5:12.5");
  EXPECT_EQ(changed(Variant::of_type(VT_CY, -1), VT_BSTR), "8:-0.0001");
  EXPECT_EQ(changed(Variant::of_type(VT_CY, 25000), VT_I4), "3:2");
  EXPECT_EQ(changed(Variant::of_type(VT_CY, std::numeric_limits<LONGLONG>::min()), VT_BSTR), "8:-922337203685477.5808");
  EXPECT_EQ(changed(Variant(1e15), VT_CY), "overflow");
}

TEST(VariantChange, a_decimal_is_read) {
  DECIMAL decimal{VT_DECIMAL, 3, 0x80, 0, 12500};
  Variant value;
  std::memcpy(value.get(), &decimal, sizeof decimal);
  EXPECT_EQ(changed(value, VT_R8), "5:-12.5");
  EXPECT_EQ(changed(value, VT_I4), "3:-12");
  EXPECT_EQ(changed(value, VT_BSTR), "8:-12.5");
  decimal = {VT_DECIMAL, 0, 0, 0xFFFFFFFF, ~ULONGLONG{0}};
  std::memcpy(value.get(), &decimal, sizeof decimal);
  EXPECT_EQ(changed(value, VT_BSTR), "8:79228162514264337593543950335");  // the documented largest
  EXPECT_EQ(changed(value, VT_I8), "overflow");
  EXPECT_EQ(changed(Variant(1), VT_DECIMAL), "bad type");
}

TEST(VariantChange, dates_are_numbers_of_days_and_texts) {
  EXPECT_EQ(changed(Variant::of_type(VT_I4, 2), VT_DATE), "7:1/1/1900");
  Variant date;
  date.set(VT_DATE).date = 5.875;
  EXPECT_EQ(changed(date, VT_BSTR), "8:1/4/1900 9:00:00 PM");
  EXPECT_EQ(changed(date, VT_R8), "5:5.875");
  EXPECT_EQ(changed(date, VT_I4), "3:6");
  const struct {
    const char* from;
    const char* to;
  } rows[] = {{"1/31/2026", "7:1/31/2026"},
              {"2026-01-31", "7:1/31/2026"},
              {"2026-01-31T03:04:05", "7:1/31/2026 3:04:05 AM"},
              {"1/31/2026 3:04:05 PM", "7:1/31/2026 3:04:05 PM"},
              {"1/31/2026 12:00 AM", "7:1/31/2026"},
              {"15:04", "7:3:04:00 PM"},
              {"1/31/29", "7:1/31/2029"},
              {"1/31/30", "7:1/31/1930"},
              {"2/30/2026", "mismatch"},
              {"25:00", "mismatch"},
              {"13:00 PM", "mismatch"},
              {"tomorrow", "mismatch"}};
  for (const auto& row : rows) EXPECT_EQ(changed(Variant(row.from), VT_DATE), row.to) << row.from;
  EXPECT_EQ(changed(Variant(3e6), VT_DATE), "overflow");
  EXPECT_EQ(changed(Variant(-657435.0), VT_DATE), "overflow");
}

TEST(VariantChange, follows_references_and_may_work_in_place) {
  LONG number = 41;
  Variant reference = Variant::of_type(VT_BYREF | VT_I4);
  reference.set(VT_BYREF | VT_I4).plVal = &number;
  EXPECT_EQ(changed(reference, VT_BSTR), "8:41");
  Variant outer;
  outer.set(VT_BYREF | VT_VARIANT).pvarVal = reference.get();
  EXPECT_EQ(changed(outer, VT_R8), "5:41");
  const Bstr text("12");
  BSTR borrowed = text;
  Variant by_text;
  by_text.set(VT_BYREF | VT_BSTR).pbstrVal = &borrowed;
  EXPECT_EQ(changed(by_text, VT_BSTR), "8:12");
  EXPECT_EQ(changed(by_text, VT_I4), "3:12");
  Variant circle;
  circle.set(VT_BYREF | VT_VARIANT).pvarVal = circle.get();
  EXPECT_EQ(changed(circle, VT_I4), "failed");
  Variant nowhere = Variant::of_type(VT_BYREF | VT_I4);
  EXPECT_EQ(changed(nowhere, VT_I4), "failed");
  Variant place("77");
  EXPECT_EQ(VariantChangeType(place.get(), place.get(), 0, VT_I4), S_OK);
  EXPECT_EQ(place.shown(), "3:77");
  EXPECT_EQ(VariantChangeType(place.get(), place.get(), 0, VT_DISPATCH), DISP_E_TYPEMISMATCH);
  EXPECT_EQ(place.shown(), "3:77");  // stays as it was
  EXPECT_EQ(VariantChangeType(nullptr, place.get(), 0, VT_I4), E_INVALIDARG);
}

TEST_F(FaxComTest, an_object_is_asked_for_what_it_is) {
  Variant object;
  object.set(VT_DISPATCH).pdispVal = query<IDispatch>(server.get()).detach();
  EXPECT_EQ(changed(object, VT_UNKNOWN), "13:object");
  EXPECT_EQ(changed(object, VT_I4), "mismatch");  // none of ours has a default property
  EXPECT_EQ(changed(Variant::of_type(VT_DISPATCH), VT_UNKNOWN), "13:object");
  EXPECT_EQ(changed(Variant::of_type(VT_DISPATCH), VT_BSTR), "mismatch");
}

}  // namespace
}  // namespace caselli::faxcom

// Strings of OLE automation: UTF-16 units after their length in bytes, a zero behind them.

#include <faxcom/oleauto.h>

#include <cstdlib>
#include <cstring>
#include <string>

namespace {

// In front of the text: its length in bytes lies in the last four bytes, as documented.
constexpr std::size_t kHead = 8;
constexpr UINT kMostUnits = 0x7FFFFFFF / sizeof(OLECHAR) - kHead;

UINT& length_of(void* text) { return static_cast<UINT*>(text)[-1]; }

// `bytes` of text, filled with zeros, and two zeros behind it; null without memory.
BSTR allocate(UINT bytes) {
  auto* block = static_cast<char*>(std::calloc(1, kHead + bytes + sizeof(OLECHAR) + 1));
  if (!block) return nullptr;
  void* text = block + kHead;
  length_of(text) = bytes;
  return static_cast<BSTR>(text);
}

UINT units_of(const OLECHAR* text) { return static_cast<UINT>(std::char_traits<OLECHAR>::length(text)); }

}  // namespace

BSTR SysAllocString(const OLECHAR* text) { return text ? SysAllocStringLen(text, units_of(text)) : nullptr; }

BSTR SysAllocStringLen(const OLECHAR* text, UINT units) {
  if (units > kMostUnits) return nullptr;
  const BSTR made = allocate(units * static_cast<UINT>(sizeof(OLECHAR)));
  if (made && text && units) std::memcpy(made, text, units * sizeof(OLECHAR));
  return made;
}

BSTR SysAllocStringByteLen(const char* bytes, UINT length) {
  if (length > kMostUnits) return nullptr;
  const BSTR made = allocate(length);
  if (made && bytes && length) std::memcpy(made, bytes, length);
  return made;
}

INT SysReAllocString(BSTR* string, const OLECHAR* text) {
  return SysReAllocStringLen(string, text, text ? units_of(text) : 0);
}

INT SysReAllocStringLen(BSTR* string, const OLECHAR* text, UINT units) {
  const BSTR made = SysAllocStringLen(text, units);
  if (!made) return FALSE;
  SysFreeString(*string);
  *string = made;
  return TRUE;
}

void SysFreeString(BSTR string) {
  if (string) std::free(reinterpret_cast<char*>(string) - kHead);
}

UINT SysStringByteLen(BSTR string) { return string ? length_of(string) : 0; }
UINT SysStringLen(BSTR string) { return SysStringByteLen(string) / static_cast<UINT>(sizeof(OLECHAR)); }

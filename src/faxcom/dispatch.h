#pragma once
// IDispatch over tables of members, for all classes and on every platform: names to numbers,
// and calls by number with the conversions, checks and errors of OLE automation.

#include "faxcom/member.h"

namespace caselli::faxcom {

// IDispatch::GetIDsOfNames: the first name is a member's, those that follow its parameters'.
HRESULT ids_of_names(const Members& members, REFIID reserved, LPOLESTR* names, UINT count, DISPID* ids) noexcept;

// IDispatch::Invoke. An argument of another type than the member's is converted as
// VariantChangeTypeEx does it in the caller's `language`. When the member itself fails the
// answer is DISP_E_EXCEPTION, `exception` (may be null) holds the code and the sentence, and
// the sentence stays the thread's error information as well.
HRESULT invoke(const Members& members, IDispatch* object, DISPID id, REFIID reserved, LCID language, WORD kinds,
               DISPPARAMS* given, VARIANT* result, EXCEPINFO* exception, UINT* wrong_argument) noexcept;

}  // namespace caselli::faxcom

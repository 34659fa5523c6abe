#pragma once
// Type information of the interfaces: offered where the system can read a type library.

#include <faxcom/faxcom.h>

namespace caselli::faxcom {

// IDispatch::GetTypeInfoCount: 1, or 0 where there is none.
UINT type_info_count() noexcept;
// IDispatch::GetTypeInfo for the interface `iid`; `*info` is null before. E_NOTIMPL where
// there is none.
HRESULT type_info_of(REFIID iid, LCID language, ITypeInfo** info) noexcept;

}  // namespace caselli::faxcom

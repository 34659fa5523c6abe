// Nothing here can read a type library: clients call by name and number without it.

#include "faxcom/type_info.h"

namespace caselli::faxcom {

UINT type_info_count() noexcept { return 0; }
HRESULT type_info_of(REFIID, LCID, ITypeInfo**) noexcept { return E_NOTIMPL; }

}  // namespace caselli::faxcom

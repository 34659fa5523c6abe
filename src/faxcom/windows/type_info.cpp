// Type information from the type library in the DLL's own resources.

#include "faxcom/type_info.h"

#include "faxcom/com_ptr.h"
#include "faxcom/windows/module.h"

namespace caselli::faxcom {

UINT type_info_count() noexcept { return 1; }

HRESULT type_info_of(REFIID iid, LCID, ITypeInfo** info) noexcept try {
  ITypeLib* made = nullptr;
  const HRESULT loaded = LoadTypeLibEx(module_file().c_str(), REGKIND_NONE, &made);
  if (FAILED(loaded)) return loaded;
  return ComPtr<ITypeLib>::adopt(made)->GetTypeInfoOfGuid(iid, info);
} catch (const std::bad_alloc&) {
  return E_OUTOFMEMORY;
}

}  // namespace caselli::faxcom

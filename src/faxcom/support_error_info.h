#pragma once
// ISupportErrorInfo as a tear-off: an object of its own that keeps its owner alive, so that
// the fax interfaces' vtables stay as they are.

#include <faxcom/faxcom.h>

namespace caselli::faxcom {

// `iid` is the owner's interface, the one that sets error information. On S_OK `*object`
// holds a reference; its IUnknown is the owner's.
HRESULT make_support_error_info(IUnknown* owner, REFIID iid, void** object) noexcept;

}  // namespace caselli::faxcom

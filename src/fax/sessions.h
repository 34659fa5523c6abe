#pragma once
// The two forms of a session; make_fax_session() chooses.

#include <memory>

#include "base/result.h"
#include "fax/fax_session.h"

namespace caselli::fax {

struct CheckedOrder;

Result<std::unique_ptr<FaxSession>> make_audio_session(CheckedOrder checked);
Result<std::unique_ptr<FaxSession>> make_t38_session(CheckedOrder checked);

}  // namespace caselli::fax

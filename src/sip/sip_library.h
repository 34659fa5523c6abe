#pragma once
// Which SIP library this is, for people.

#include <string>

namespace caselli {

std::string sip_library_name();  // `sofia-sip-1.12.11`

}  // namespace caselli

#include "sip/sip_library.h"

#include <sofia-sip/sofia_features.h>

namespace caselli {

std::string sip_library_name() { return SOFIA_SIP_NAME_VERSION; }

}  // namespace caselli

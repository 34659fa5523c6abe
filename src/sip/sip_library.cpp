#include "sip/sip_library.h"

#include <sofia-sip/su_config.h>  // what the next one needs and does not include

#include <sofia-sip/sofia_features.h>

namespace caselli {

std::string sip_library_name() { return SOFIA_SIP_NAME_VERSION; }

}  // namespace caselli

#pragma once
// A call as the other threads hold it: each command is posted to the SIP thread. Internal
// to this folder.

#include <memory>

#include "sip/sip_call_core.h"
#include "sip/sip_stack_loop.h"

namespace caselli {

// Where the SIP thread finds the call; filled by it.
struct SipCallSlot {
  std::shared_ptr<SipCallCore> core;  // null: not yet, or the trunk has gone
};

std::shared_ptr<SipCall> make_call_handle(std::shared_ptr<SipLoop> loop, std::shared_ptr<SipCallSlot> slot,
                                          std::string call_id);

}  // namespace caselli

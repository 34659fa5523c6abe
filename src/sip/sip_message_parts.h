#pragma once
// What we take from parsed messages. Internal to this folder.

#include <sofia-sip/msg_types.h>
#include <sofia-sip/sip.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/fax_result.h"
#include "sip/sip_message.h"
#include "sip/sip_message_digest.h"
#include "sip/sip_stack.h"

namespace caselli {

std::string sdp_of(const sip_t* sip);
SipReason reason_of(const sip_t* sip);
std::chrono::seconds retry_after_of(const sip_t* sip);
std::string phrase_of(const sip_t* sip);
bool allows_update(const sip_t* sip, bool otherwise);            // by Allow; `otherwise` without it
bool supports(const sip_t* sip, const char* option);             // Supported or Require
std::string header_of(const sip_t* sip, std::string_view name);  // of one the library does not parse; the first
// Caller, called, diversion, description; not what only the stack knows.
SipIncoming describe_invite(const sip_t* sip, bool called_from_to);

std::vector<DigestChallenge> challenges_of(const sip_t* sip);
std::vector<std::string> parameters_of(const msg_auth_t* authorization);

// The message as a line of the trace; '>' sent, '<' came.
TraceEntry trace_of(msg_t* message, char way, Instant at);

}  // namespace caselli

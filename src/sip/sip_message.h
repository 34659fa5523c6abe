#pragma once
// Pieces of SIP messages as text, for what the library does not parse itself. All of it reads what strangers send.
// Pure; any thread.

#include <optional>
#include <string>
#include <string_view>

#include "sip/sip_call.h"

namespace caselli {

// A name-addr or addr-spec (RFC 3261 20.10), or the first of a list of them, as From,
// P-Asserted-Identity, Remote-Party-ID and Diversion hold it. sip:, sips: and tel: URIs.
struct SipAddress {
  std::string name;  // display name, unquoted
  std::string user;  // percent-decoded, without parameters of the number (;phone-context=)
  std::string host;  // without port; empty for tel:
  bool operator==(const SipAddress&) const = default;
};
std::optional<SipAddress> parse_sip_address(std::string_view text);

// For a display name: in quotes, without what would end the line. Empty: empty.
std::string sip_quoted(std::string_view name);
// For the user part of a URI: what is not allowed there (RFC 3261 25.1) is escaped.
std::string sip_escaped_user(std::string_view user);
// An IPv6 literal in brackets, anything else as it is.
std::string sip_host(std::string_view host);
// Without control characters: for one header line.
std::string sip_line(std::string_view text);

std::string print(const SipReason& reason);  // the Reason header's line without its end; empty: empty
// Reads one value of a Reason header into what is known already.
void read_reason(std::string_view protocol, std::string_view cause, std::string_view text, SipReason& reason);

// The description in a body of type `content_type`: all of it, or the application/sdp
// part of a multipart (SIP-I gateways). Empty: none.
std::string sdp_of_body(std::string_view content_type, std::string_view body);

}  // namespace caselli

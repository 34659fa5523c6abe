#pragma once
// What `caselli doctor` says of names and addresses of a SIP line.

#include <string>
#include <vector>

#include "service/fax_service.h"

namespace caselli {

// Where an address may be reached from.
enum class Reach {
  none,       // it is no address
  machine,    // loopback
  network,    // private, link-local or shared (RFC 1918, 3927, 4193, 6598)
  everywhere  // public; documentation addresses count as such
};
Reach reach_of(const std::string& address);  // numeric

// Whether the far end at `peer` can send to what our SDP and Contact say: `advertised`, or
// `ours` when that is empty. `own` are the addresses of this machine. All numeric; an empty
// peer is not known. Pure.
Finding nat_finding(const std::string& ours, const std::string& advertised, const std::string& peer,
                    const std::vector<std::string>& own);

// Numeric addresses of this machine's interfaces that are up.
std::vector<std::string> own_addresses();

struct NameLookup {
  std::vector<std::string> addresses;  // of the name itself (A, AAAA)
  std::vector<std::string> services;   // `sip1.example:5060` (SRV), by priority
  std::string why;                     // it has no address
};
// Asks the system's resolver, which may take seconds. `service` as `_sip._udp`; empty: SRV
// records are not asked for.
NameLookup look_up(const std::string& name, const std::string& service);

// What it means for a trunk. Pure.
Finding dns_finding(const std::string& name, const NameLookup& found);

}  // namespace caselli

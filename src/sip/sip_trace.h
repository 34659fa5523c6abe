#pragma once
// SIP messages as lines of an attempt's trace: their text with every secret taken out. All
// that is kept of a call (trace, capture) passes here. Reads what strangers send. Pure; any
// thread.

#include <cstddef>
#include <string>
#include <string_view>

#include "core/fax_result.h"

namespace caselli {

// Taken out: everything in Authorization, Proxy-Authorization, their challenges and
// Authentication-Info but what says who asked for what by which method (realm, username, uri,
// algorithm, qop, nc, stale), whatever the case of the header, the blanks around its colon
// and the lines it is folded into; passwords in SIP URIs; the keys of SRTP in SDP (a=crypto,
// a=key-mgmt, k=). A body keeps its length, so that Content-Length stays right. At most
// 16 KiB of the message.
std::string without_secrets(std::string_view message);

// `INVITE` or `200 OK` of a message's first line.
std::string sip_title(std::string_view message);

// What the messages of one call may take of its trace: the whole text of the first ones,
// then their first lines, then nothing. A far end that sends without end fills no disk.
class SipTraceLimit {
 public:
  static constexpr std::size_t kMostBytes = 192u << 10;  // of whole texts
  static constexpr int kMostMessages = 1000;

  // Shortens the entry as it must be; false: it is not kept.
  bool admit(TraceEntry& entry);

 private:
  std::size_t bytes_ = 0;
  int messages_ = 0;
};

}  // namespace caselli

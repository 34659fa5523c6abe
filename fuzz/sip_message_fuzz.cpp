// Pieces of SIP messages that strangers send: addresses, reasons, bodies, challenges, and
// whole messages for the trace.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "sip/peers.h"
#include "sip/sip_message.h"
#include "sip/sip_message_digest.h"
#include "sip/sip_trace.h"

namespace {

using namespace caselli;

void no_line_breaks(const std::string& text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  if (const auto address = parse_sip_address(text)) {
    no_line_breaks(address->name);
    no_line_breaks(address->user);
    no_line_breaks(address->host);
    // What we print of it reads back the same.
    const auto again =
        parse_sip_address(sip_quoted(address->name) + " <sip:" + sip_escaped_user(address->user) + "@h>");
    if (!again || again->user != address->user) std::abort();
  }
  no_line_breaks(sip_quoted(text));
  no_line_breaks(sip_escaped_user(text));
  const std::size_t half = size / 2;
  SipReason reason;
  read_reason(text.substr(0, half), text.substr(half), text, reason);
  no_line_breaks(print(reason));
  if (sdp_of_body(text.substr(0, half), text.substr(half)).size() > size + 2) std::abort();
  const std::string shown = without_secrets(text);
  if (shown.size() > (16u << 10)) std::abort();
  if (shown.find("inline:c2Vj") != std::string::npos && shown.find("\na=crypto") == 0) std::abort();
  sip_title(text);
  const std::vector<std::string> parameters = split(text, ',');
  if (const auto challenge = read_challenge(false, "Digest", parameters)) {
    DigestClient client{"u", "p"};
    std::vector<std::string> answered;
    client.take({*challenge}, answered);
    const std::string lines = client.headers("INVITE", "sip:a@b");
    if (lines.find('\n') + 1 != lines.size()) std::abort();  // one line, whatever the challenge
  }
  const SystemClock clock;
  DigestGuard guard{clock};
  if (guard.judge(parameters, "INVITE", "r", "127.0.0.1", {{"u", "p"}}).verdict == DigestGuard::Verdict::accepted)
    std::abort();
  (void)Peers::parse({std::string{text}});
  return 0;
}

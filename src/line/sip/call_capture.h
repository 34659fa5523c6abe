#pragma once
// What crossed the network in one call, kept while it goes on for the file that is written
// when the call fails (setting pcap_of_failed_calls). SIP comes without its secrets and as
// UDP, whatever carried it; keys of SRTP are not kept, so encrypted audio stays so.

#include <cstdint>
#include <deque>
#include <filesystem>
#include <span>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "core/fax_result.h"
#include "media/socket_address.h"
#include "sip/sip_trace.h"

namespace caselli::sip_line {

// Thread: one at a time, the call's executor.
class CallCapture {
 public:
  // Of media: the first quarter is kept, and the newest of the rest.
  static constexpr std::size_t kMostMediaBytes = 1u << 20;

  CallCapture(const Clock& clock, SocketAddress our_sip, SocketAddress far_sip);

  void sip(const TraceEntry& entry);  // its detail is the message
  void media(bool sent, const SocketAddress& ours, const SocketAddress& far, std::span<const std::uint8_t> bytes,
             Monotonic at);

  // The file's content.
  std::string pcap() const;

 private:
  struct Record {
    Instant at;
    std::string bytes;
  };

  const SocketAddress our_sip_, far_sip_;
  const Instant wall_;         // both at the same moment: what media is timed by,
  const Monotonic monotonic_;  // and what files are
  SipTraceLimit limit_;
  std::deque<Record> sip_, first_media_, last_media_;
  std::size_t first_bytes_ = 0, last_bytes_ = 0;
};

// Where captures of failed calls go.
struct CaptureFolder {
  std::filesystem::path path;  // made when it is needed; empty: nothing is captured
  int most_files = 100;        // the oldest are removed
  std::uint64_t most_bytes = 100u << 20;
};

// `20261122T172015.123Z-trunk-1a2b.pcap`: in the order of time.
std::string capture_name(Instant begun, const std::string& line, std::uint64_t random);
// Writes the file as a whole or not, readable by the owner alone, and removes old ones.
Status save_capture(const CaptureFolder& folder, const std::string& name, const std::string& content);

}  // namespace caselli::sip_line

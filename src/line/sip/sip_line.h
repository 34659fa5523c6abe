#pragma once
// Lines that are SIP trunks: out to the far end's proxy, in to the bank's free ports.

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/clock.h"
#include "line/line.h"
#include "line/sip/sip_line_config.h"
#include "media/media_network.h"
#include "sip/sip_stack.h"

namespace caselli {

// All SIP lines of a server: one stack and one media network for them. Lines live no longer
// than this.
class SipLines {
 public:
  struct Parts {
    const Clock& clock;
    ExecutorPool& strands;
    IncomingCalls& incoming;
    std::function<std::uint64_t()> random;  // unguessable: numbers of RTP, session ids. Thread: any.
  };
  // Errors: no descriptors for the media loop.
  static Result<std::unique_ptr<SipLines>> start(Parts parts);
  ~SipLines();  // hangs up what goes on

  // Errors: settings that cannot be read (bad_config). What fails later shows in the line's
  // state().
  Result<std::shared_ptr<Line>> add(SipLineConfig config);
  // Where a trunk listens, for tests and doctor; 0: nowhere.
  int local_port(const std::string& trunk, SipProtocol protocol) const;

 private:
  class Hub;
  explicit SipLines(std::shared_ptr<Hub> hub);
  std::shared_ptr<Hub> hub_;
};

}  // namespace caselli

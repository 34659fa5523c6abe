#pragma once
// SIP over UDP, TCP and TLS for any number of trunks: one thread of its own that waits for
// nothing but its sockets. Behind it stands sofia-sip's transaction layer.

#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/executor.h"
#include "base/result.h"
#include "sip/sip_call.h"
#include "sip/sip_settings.h"

namespace caselli {

// Whom an INVITE names, after the headers that trunks use for it.
struct SipIncoming {
  std::string trunk{};          // its name
  std::string caller{};         // number or user: P-Asserted-Identity, else Remote-Party-ID, else From
  std::string caller_name{};    // display name that stood beside it
  std::string called{};         // from the Request-URI, or To by setting
  std::string diverted_from{};  // user of the first Diversion (RFC 5806); empty: none
  std::string sdp{};            // empty: we are to offer
  SipCseq cseq = 0;             // of the INVITE, for SipCall::respond
  std::string source{};         // address and port it came from
  SipProtocol protocol = SipProtocol::udp;
  bool reliable_provisional = false;  // the far end takes 100rel
  std::string user{};                 // who gave the password; empty: a peer
};

struct SipOutgoing {
  std::string to{};                  // number, user, or a whole sip: URI
  std::string caller{};              // empty: the trunk's user
  std::string caller_name{};         // shown; may be empty
  std::string sdp{};                 // empty: the far end is to offer
  bool reliable_provisional = true;  // offer 100rel
};

// What a trunk is doing, for its ports' description.
struct SipTrunkState {
  enum class Kind {
    starting,  // nothing came back yet
    ready,
    not_bound,       // no local address or port
    no_certificate,  // ours for TLS cannot be used: unreadable, expired
    unreachable,     // no answer to REGISTER or OPTIONS
    wrong_password,  // refused again after our answer to its challenge
    refused,         // another refusal of the registration
  };
  Kind kind = Kind::starting;
  std::string text;  // one sentence without its full stop: what was tried, on whom, what came back
  bool operator==(const SipTrunkState&) const = default;
  bool ready() const { return kind == Kind::ready; }
};

class SipStack {
 public:
  class Listener {
   public:
    // A call came in; answer it by call->respond(). Dropping it declines it (480).
    virtual void on_incoming(const SipIncoming& about, std::shared_ptr<SipCall> call) = 0;
    virtual void on_trunk_state(const std::string& trunk, const SipTrunkState& state) = 0;

   protected:
    ~Listener() = default;
  };

  // Starts the thread; trunks are added next. `listener` is called on `executor` and held
  // weakly; `clock` must outlive the stack.
  SipStack(const Clock& clock, std::weak_ptr<Listener> listener, std::shared_ptr<Executor> executor,
           SipAdmissionSettings admission = {});
  // Hangs up what goes on, gives registrations back and joins the thread: at most `farewell`.
  ~SipStack();
  void stop(std::chrono::milliseconds farewell = std::chrono::milliseconds{1000});

  // Binds its address and begins to register. Only settings that cannot be read are an
  // error here (bad_config); what fails later shows in its state, and is tried again.
  // Thread: any but the executor's own tasks of the stack; waits for the SIP thread.
  Status add_trunk(const SipTrunkSettings& settings);
  // Its calls end (SipEnd::stopped).
  void remove_trunk(const std::string& name);

  // Never waits. Unknown trunk or a bad number: an Error.
  Result<std::shared_ptr<SipCall>> make_call(const std::string& trunk, const SipOutgoing& what);

  SipTrunkState state(const std::string& trunk) const;  // Thread: any.
  // Port bound for `protocol`, for tests and doctor; 0: none.
  int local_port(const std::string& trunk, SipProtocol protocol) const;

  struct Counters {
    std::uint64_t calls_in = 0, calls_out = 0;
    std::uint64_t refused = 0;  // requests from nobody's peer, answered
    std::uint64_t dropped = 0;  // likewise, above the rate
  };
  Counters counters() const;  // Thread: any.

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace caselli

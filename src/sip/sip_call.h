#pragma once
// One SIP call: commands down, events up. Transactions, retransmission, digest, PRACK and
// the clock of session timers are done underneath; what is offered, answered, refused or
// hung up is decided above (sip/call_leg.h). Descriptions of sessions travel as text.

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/executor.h"
#include "core/fax_result.h"

namespace caselli {

// Dialogs of one INVITE that forked: 0, 1, 2, ... in the order their To tags were seen.
// Calls that come in have 0 only.
using SipDialogIndex = int;
// CSeq of a request of the far end, to answer it by and to know its ACK.
using SipCseq = std::uint32_t;

// A Reason header (RFC 3326): Q.850 cause and SIP status, 0 where not given.
struct SipReason {
  int q850_cause = 0;
  int sip_status = 0;
  std::string text{};
  bool operator==(const SipReason&) const = default;
};

// --- What comes back to our first INVITE. 401, 407 and 422 were answered underneath.

// 100-199. A reliable one (RFC 3262) was acknowledged by PRACK already. `dialog` is -1
// without a To tag (100).
struct SipProgress {
  int status = 0;
  std::string phrase{};
  SipDialogIndex dialog = -1;
  std::string remote_tag{};
  std::string sdp{};
  bool reliable = false;
  bool operator==(const SipProgress&) const = default;
};
// The first 2xx; ack() is due. Forks that answer later are acknowledged and hung up
// underneath.
struct SipAnswered {
  SipDialogIndex dialog = 0;
  std::string remote_tag{};
  std::string sdp{};
  bool operator==(const SipAnswered&) const = default;
};
// 300-699. `internal`: made here, because nothing came back (408) or the address could not
// be found or reached (503); `phrase` says it in words.
struct SipRefused {
  int status = 0;
  std::string phrase{};
  SipReason reason{};
  std::chrono::seconds retry_after{0};
  bool internal = false;
  bool operator==(const SipRefused&) const = default;
};

// --- What comes back to our re-INVITE or UPDATE.

enum class SipMethod { invite, update };
struct SipReofferProgress {
  int status = 0;
  bool operator==(const SipReofferProgress&) const = default;
};
// The final answer. After 2xx to INVITE ack() is due.
struct SipReofferAnswered {
  SipMethod method = SipMethod::invite;
  int status = 0;
  std::string phrase{};
  std::string sdp{};
  std::chrono::seconds retry_after{0};
  bool internal = false;
  bool operator==(const SipReofferAnswered&) const = default;
};

// --- Requests of the far end. respond() is due to SipOffered and SipByeReceived.

enum class SipOfferBy { reinvite, update, prack };
// A re-INVITE or UPDATE, or a PRACK with a description. They may come at any moment, also
// before our last 2xx was acknowledged and beside a request of our own (RFC 6337).
struct SipOffered {
  SipOfferBy by = SipOfferBy::reinvite;
  SipCseq cseq = 0;
  SipDialogIndex dialog = 0;
  std::string sdp{};  // empty: none (an INVITE then asks for our offer)
  bool operator==(const SipOffered&) const = default;
};
// A 2xx of ours was taken; `sdp` is the far end's answer when that 2xx held our offer.
struct SipAcked {
  SipCseq cseq = 0;
  std::string sdp{};
  bool operator==(const SipAcked&) const = default;
};
// A 2xx of ours was never acknowledged, in 64 * T1 = 32 s.
struct SipNotAcked {
  SipCseq cseq = 0;
  bool operator==(const SipNotAcked&) const = default;
};
// CANCEL of the first INVITE, which was answered with 487 underneath.
struct SipCancelled {
  SipReason reason{};
  bool operator==(const SipCancelled&) const = default;
};
struct SipByeReceived {
  SipCseq cseq = 0;
  SipDialogIndex dialog = 0;
  SipReason reason{};
  bool operator==(const SipByeReceived&) const = default;
};
// The final answer to our BYE, or 408 when none came.
struct SipByeAnswered {
  SipDialogIndex dialog = 0;
  int status = 0;
  bool operator==(const SipByeAnswered&) const = default;
};

// --- Session timer (RFC 4028). Refreshes by UPDATE, where the far end knows it, are done
// underneath.

// Our turn, and the far end knows no UPDATE: reinvite() with the description that stands.
struct SipRefreshDue {
  bool operator==(const SipRefreshDue&) const = default;
};
// Nobody refreshed the session in time: bye() is due.
struct SipSessionExpired {
  bool operator==(const SipSessionExpired&) const = default;
};

// The trunk or the stack is taken away; what was open has been hung up. The last event.
struct SipStopped {
  bool operator==(const SipStopped&) const = default;
};

using SipEvent = std::variant<SipProgress, SipAnswered, SipRefused, SipReofferProgress, SipReofferAnswered, SipOffered,
                              SipAcked, SipNotAcked, SipCancelled, SipByeReceived, SipByeAnswered, SipRefreshDue,
                              SipSessionExpired, SipStopped>;

// An answer to a request of the far end.
struct SipResponse {
  int status = 200;
  std::string sdp{};
  std::vector<std::string> headers{};  // whole lines without their end: `Retry-After: 3`
  bool reliable = false;               // 101-199: with 100rel, when the far end takes it
};

class SipCall {
 public:
  class Listener {
   public:
    virtual void on_sip(const SipEvent& event) = 0;
    // Each request and response of this call as it was sent or came, secrets removed:
    // `what` is `INVITE` or `200 OK`, `detail` the whole text.
    virtual void on_sip_trace(TraceEntry entry) = 0;

   protected:
    ~Listener() = default;
  };

  // Cancels, declines (480) or hangs up what is still going on.
  virtual ~SipCall() = default;

  // Where events go, in order, never from inside a command. Those before the first
  // listener are kept for it. Held weakly.
  virtual void listen(std::weak_ptr<Listener> listener, std::shared_ptr<Executor> executor) = 0;

  // Commands may be given from any thread and never wait. One that does not fit the state
  // of the call (it may have crossed an event on its way) does nothing.

  // To the request `cseq` of the far end, its first INVITE included.
  virtual void respond(SipCseq cseq, SipResponse response, SipDialogIndex dialog = 0) = 0;
  virtual void ack(std::string sdp = {}) = 0;                               // our last INVITE's 2xx
  virtual void cancel(SipReason reason = {}) = 0;                           // our last INVITE
  virtual void reinvite(std::string sdp) = 0;                               // empty: the far end is to offer
  virtual void update(std::string sdp, SipDialogIndex dialog = -1) = 0;     // -1: the one that was answered
  virtual void bye(SipReason reason = {}, SipDialogIndex dialog = -1) = 0;  // likewise

  virtual const std::string& call_id() const = 0;
};

}  // namespace caselli

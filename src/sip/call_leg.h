#pragma once
// One SIP call as a state machine: offer and answer (RFC 3264, 6337), INVITE, re-INVITE,
// UPDATE, CANCEL and BYE (RFC 3261, 3262, 3311) with every race between them. No socket,
// clock, log or chance in here: next_step() says what to do, sip/leg_runner.h does it.
// docs/wire/sip.md has the picture and the clause behind each answer.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sip/call_leg_events.h"

namespace caselli::sip {

// When this end asks for T.38 by itself. at_answer is for the called side, which knows
// that it is a fax; when_heard waits for the other end's tones.
enum class T38Start { never, when_heard, at_answer };

// Settings of the trunk, and what this attempt may use.
struct LegRules {
  bool t38 = true;                                  // false: this call stays in audio
  Kinds first_offer = kAudio;                       // of our INVITE, and of our 200 to an INVITE without offer
  bool t38_in_first = true;                         // take T.38 when their first INVITE offers it
  T38Start when_called = T38Start::at_answer;       // calls that come in
  T38Start when_calling = T38Start::never;          // calls we make
  std::chrono::milliseconds t38_start_delay{500};   // at_answer: from the ACK to our re-INVITE
  std::chrono::milliseconds t38_hope{10'000};       // nobody asked for T.38 for so long: audio it is
  std::chrono::milliseconds answer_limit{120'000};  // our INVITE may ring so long
  std::chrono::milliseconds ring_limit{180'000};    // theirs may (RFC 3261 13.3.1.1: proxies give up then)
  std::chrono::milliseconds reinvite_limit{8'000};  // our re-INVITE is given up after that silence
  int reinvite_tries = 4;                           // after so many 491 or 500 the present media stays
};

enum class LegPhase {
  idle,         // nothing sent, nothing come
  calling,      // our INVITE has no final response
  cancelling,   // we gave it up: CANCEL sent, or due once a 1xx came (RFC 3261 9.1)
  ringing,      // their INVITE has no final response
  accepted,     // 200 sent to it, no ACK yet: no INVITE and no BYE of ours (RFC 3261 14.1, 15)
  up,           // no INVITE in progress
  reinviting,   // our re-INVITE has no final response
  abandoning,   // we gave it up: as cancelling, but the call goes on
  reanswered,   // 200 sent to their re-INVITE, no ACK yet: no INVITE of ours
  backing_off,  // our re-INVITE met 491, or 500 with Retry-After, and waits for its time
  closing,      // released, but BYE waits for the ACK of the first INVITE
  clearing,     // BYE sent, no response yet
  ended,
};

// A dialog of our INVITE before it was answered.
struct EarlyDialog {
  DialogIndex dialog = 0;
  std::optional<LegAnswer> answer{};
  bool reliable = false;  // the answer holds already (RFC 3262): UPDATE may come
  bool gone = false;      // the far end sent BYE on it
  bool operator==(const EarlyDialog&) const = default;
};

// Where a leg is. Changed by next_step() only.
struct LegState {
  LegPhase phase = LegPhase::idle;
  int stage = 0;  // counts what was waited for; a new number means a new timer

  bool ours = false;                  // we called: owner of the Call-ID
  std::optional<LegOffer> offer{};    // of their first INVITE, until answered
  Kinds offered;                      // in our INVITE or re-INVITE without answer yet
  Transport asked = Transport::none;  // what our re-INVITE asks for; none: a refresh
  bool provisional = false;           // a 1xx came to it
  std::vector<EarlyDialog> early;     // of our INVITE
  DialogIndex dialog = -1;            // the one that was answered; -1: none yet
  bool rang = false;                  // the call knows that the far end rings

  Transport agreed = Transport::none;  // the session both ends agreed on; none: no stream is left
  bool held = false;                   // the far end put it on hold
  Transport told = Transport::none;    // what the call was told last

  Transport want = Transport::none;                   // a change we still want; none: content
  bool refresh = false;                               // a refresh of ours is due
  int tries = 0;                                      // re-INVITEs of this wish so far
  std::optional<std::chrono::seconds> retry_after{};  // backing_off: asked by the far end
  bool may_start = false;                             // our re-INVITE to T.38 was not decided yet
  bool hoping = false;                                // T.38 may still come
  bool in_page = false;                               // between DCS and the end of the fax

  Cseq ack_due = 0;         // accepted, reanswered, closing: of the INVITE whose ACK is missing
  bool answer_due = false;  // and that ACK holds the answer to our offer

  bool operator==(const LegState&) const = default;
};

// Why a leg ended, for sip/sip_outcome.h.
enum class LegEnd {
  by_us,        // HangUp
  by_far,       // BYE
  cancelled,    // their CANCEL before our answer
  refused,      // a final response to our INVITE; the code says which
  unsuitable,   // their INVITE offers nothing we take
  unanswered,   // answer_limit or ring_limit passed
  no_ack,       // our 200 was never acknowledged
  no_media,     // offer and answer left no stream
  dialog_lost,  // 408 or 481 to a re-INVITE
  expired,      // the session timer ran out
  stopped,      // the stack was taken away
};

// What the status and the trace should say of T.38.
enum class LegNote {
  t38_refused,     // by the far end; audio goes on
  t38_unanswered,  // our re-INVITE met silence, or 491 too often; audio goes on
  t38_not_asked,   // nobody asked in time; audio goes on
  change_refused,  // a late re-INVITE of the far end got 488; the fax goes on as it is
};

enum class LegDo {
  // Messages outside the answered dialog.
  send_invite,  // kinds: the offer
  send_cancel,
  send_ringing,   // 180, without description
  answer_invite,  // 200 to their first INVITE; kinds: the one kind accepted
  offer_in_200,   // 200 to their first INVITE, which had no offer; kinds: our offer
  refuse_invite,  // code, to their first INVITE
  // In a dialog; `dialog` says which of a forked INVITE.
  ack,  // of a 2xx to our INVITE or re-INVITE
  send_bye,
  send_reinvite,  // kinds: the offer
  send_refresh,   // re-INVITE with the description that stands
  cancel_reinvite,
  answer_bye,  // code: 200 or 481
  // The one answer to the Offered of this step.
  answer_offer,     // 200; kinds: the one kind accepted; the description that stands when `same`
  offer_in_answer,  // 200 to a re-INVITE without offer; kinds: what stands
  confirm_offer,    // 200 without description, to an UPDATE or PRACK without offer
  refuse_offer,     // code; retry_after_limit: add Retry-After, 0 to so many seconds by chance
  // For the call.
  tell_incoming,  // an INVITE we could take: find a port, then Ring, Accept or HangUp
  tell_ringing,
  tell_answered,
  tell_media,     // media: audio, t38, or none while on hold
  tell_note,      // note, code
  tell_released,  // end, code; once, last of what is told
};

struct LegAction {
  LegDo what{};
  Kinds kinds{};
  int code = 0;
  DialogIndex dialog = 0;
  int retry_after_limit = 0;
  bool same = false;
  Transport media = Transport::none;
  LegNote note{};
  LegEnd end{};
  bool operator==(const LegAction&) const = default;
};

struct LegStep {
  LegState next;
  std::vector<LegAction> actions;  // in this order
};

// The heart. Total: every state takes every event; what has no meaning there changes
// nothing. Pure.
LegStep next_step(const LegRules& rules, const LegState& at, const LegEvent& event);

// How long the present stage may last, by chance between the two (the same when there is
// nothing to choose): then Expired comes. Nothing: for ever. Pure.
struct Wait {
  std::chrono::milliseconds least;
  std::chrono::milliseconds most;
  bool operator==(const Wait&) const = default;
};
std::optional<Wait> wait_of(const LegRules& rules, const LegState& at);

// tell_released was given.
bool is_released(LegPhase phase);

// For logs, traces and tests: "reinviting", "Offered(re-INVITE t38)", "answer_offer t38".
std::string_view name_of(LegPhase phase);
std::string_view name_of(LegDo what);
std::string_view name_of(LegEnd end);
std::string_view name_of(LegNote note);
std::string text_of(const LegEvent& event);
std::string text_of(const LegAction& action);

}  // namespace caselli::sip

#pragma once
// What can happen to a call leg, in abstract terms: which kinds of session are offered
// and accepted, never SDP text. The stack makes the far end's events, the call its
// commands, the media what is heard. Plain values.

#include <chrono>
#include <optional>
#include <variant>

#include "core/media.h"

namespace caselli::sip {

// Kinds of session in one offer, or those an answer accepts (a stream with port 0 is
// not in it).
struct Kinds {
  bool audio = false;  // m=audio, G.711
  bool t38 = false;    // m=image udptl t38
  bool any() const { return audio || t38; }
  bool has(Transport kind) const { return (kind == Transport::audio && audio) || (kind == Transport::t38 && t38); }
  bool operator==(const Kinds&) const = default;
};
inline constexpr Kinds kAudio{.audio = true};
inline constexpr Kinds kT38{.t38 = true};
inline constexpr Kinds kAudioAndT38{.audio = true, .t38 = true};

struct LegOffer {
  Kinds kinds;        // streams we could take, with a port other than 0
  bool held = false;  // no media comes to us: sendonly seen from here, inactive, or 0.0.0.0
  bool same = false;  // the description the far end gave last, unchanged (a session refresh)
  bool operator==(const LegOffer&) const = default;
};

struct LegAnswer {
  Kinds accepted;
  bool held = false;
  bool operator==(const LegAnswer&) const = default;
};

// Dialogs of one INVITE that forked: 0, 1, 2, ... in the order their To tags were seen.
using DialogIndex = int;
// CSeq of a request of the far end: tells the ACK of one INVITE from that of the next.
using Cseq = unsigned;

// --- What the owner wants. Commands of the call, and the session timer of RFC 4028.

// Send the INVITE.
struct Dial {};
// Incoming: send 180.
struct Ring {};
// Incoming: send 200.
struct Accept {};
// End it, in any state. `code` refuses a call not answered yet (0: 480).
struct HangUp {
  int code = 0;
};
// Re-INVITE to audio or T.38 as soon as that is allowed.
struct Want {
  Transport kind = Transport::none;
};
// It is our turn to refresh the session.
struct RefreshDue {};
// Nobody refreshed it in time: the far end is gone.
struct SessionExpired {};
// The stack or the trunk is taken away, which hung up what was open.
struct Stopped {};

// --- What the media heard or the fax reached.

// CED, CNG or a V.21 preamble.
struct FaxHeard {};
// A DCS was heard or sent: from here to the end of the fax the kind of media stays.
struct PagePhaseBegun {};
struct PagePhaseOver {};

// --- Time: the present stage lasted as long as it may (see wait_of).

struct Expired {};

// --- Their first INVITE and what follows.

// Without an offer we make one in the 200.
struct Invited {
  std::optional<LegOffer> offer{};
  Cseq cseq = 1;
};
// CANCEL of it came before a final response left; the stack answered the CANCEL with 200
// and the INVITE with 487. A 200 of ours that was on its way down to the stack is lost.
struct Cancelled {};
// ACK of a 2xx of ours, with the answer when that 2xx held our offer.
struct Acked {
  Cseq cseq = 1;
  std::optional<LegAnswer> answer{};
};
// The stack gave up waiting for that ACK.
struct NotAcked {
  Cseq cseq = 1;
};

// --- What comes back to our first INVITE. 401 and 407 are answered below.

// 1xx, 100 included (no dialog then). `reliable`: with 100rel (RFC 3262); the stack
// acknowledges it by PRACK.
struct Progress {
  int code = 180;
  DialogIndex dialog = 0;
  std::optional<LegAnswer> answer{};
  bool reliable = false;
};
// 2xx.
struct Answered {
  DialogIndex dialog = 0;
  std::optional<LegAnswer> answer{};
};
// 3xx-6xx, and 408 or 503 made by the stack when nobody answers or can be reached.
struct Refused {
  int code = 0;
};

// --- What comes back to our re-INVITE.

// Any 1xx.
struct ReinviteProgress {};
// 2xx.
struct ReinviteAccepted {
  std::optional<LegAnswer> answer{};
};
// 3xx-6xx, and 408 made by the stack.
struct ReinviteRefused {
  int code = 0;
  std::optional<std::chrono::seconds> retry_after{};
};

// --- Requests inside the dialog. Each is answered by exactly one action of its step.

enum class OfferBy { reinvite, update, prack };
// A re-INVITE (without an offer: we make one in the 200), an UPDATE, or a PRACK with an
// offer.
struct Offered {
  OfferBy by = OfferBy::reinvite;
  std::optional<LegOffer> offer{};
  Cseq cseq = 2;
  DialogIndex dialog = 0;
};
struct ByeArrived {
  DialogIndex dialog = 0;
};
// Any final response to our BYE, or its time-out.
struct ByeAnswered {
  DialogIndex dialog = 0;
};

using LegEvent = std::variant<Dial, Ring, Accept, HangUp, Want, RefreshDue, SessionExpired, Stopped,  //
                              FaxHeard, PagePhaseBegun, PagePhaseOver, Expired,                       //
                              Invited, Cancelled, Acked, NotAcked, Progress, Answered, Refused,       //
                              ReinviteProgress, ReinviteAccepted, ReinviteRefused,                    //
                              Offered, ByeArrived, ByeAnswered>;

}  // namespace caselli::sip

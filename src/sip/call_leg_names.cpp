// How events, states and actions are spelled in logs, traces and tests.

#include <string>

#include "sip/call_leg.h"

namespace caselli::sip {
namespace {

std::string text_of(Kinds kinds) {
  if (kinds == kAudioAndT38) return "audio+t38";
  return kinds.audio ? "audio" : kinds.t38 ? "t38" : "nothing";
}

std::string text_of(const std::optional<LegAnswer>& answer) {
  return answer ? text_of(answer->accepted) + (answer->held ? " held" : "") : "no answer";
}

std::string text_of(const std::optional<LegOffer>& offer) {
  if (!offer) return "no offer";
  return text_of(offer->kinds) + (offer->held ? " held" : "") + (offer->same ? " same" : "");
}

struct EventText {
  std::string operator()(const Dial&) const { return "dial"; }
  std::string operator()(const Ring&) const { return "ring"; }
  std::string operator()(const Accept&) const { return "accept"; }
  std::string operator()(const HangUp& e) const { return e.code ? "hang up " + std::to_string(e.code) : "hang up"; }
  std::string operator()(const Want& e) const { return "want " + std::string(name_of(e.kind)); }
  std::string operator()(const RefreshDue&) const { return "refresh due"; }
  std::string operator()(const SessionExpired&) const { return "session expired"; }
  std::string operator()(const Stopped&) const { return "stopped"; }
  std::string operator()(const NotAcked&) const { return "no ACK"; }
  std::string operator()(const FaxHeard&) const { return "fax heard"; }
  std::string operator()(const PagePhaseBegun&) const { return "page phase begun"; }
  std::string operator()(const PagePhaseOver&) const { return "page phase over"; }
  std::string operator()(const Expired&) const { return "timer"; }
  std::string operator()(const Invited& e) const { return "INVITE " + text_of(e.offer); }
  std::string operator()(const Cancelled&) const { return "CANCEL"; }
  std::string operator()(const Acked& e) const { return "ACK " + text_of(e.answer); }
  std::string operator()(const Progress& e) const { return std::to_string(e.code) + " to INVITE"; }
  std::string operator()(const Answered& e) const { return "200 to INVITE " + text_of(e.answer); }
  std::string operator()(const Refused& e) const { return std::to_string(e.code) + " to INVITE"; }
  std::string operator()(const ReinviteProgress&) const { return "1xx to re-INVITE"; }
  std::string operator()(const ReinviteAccepted& e) const { return "200 to re-INVITE " + text_of(e.answer); }
  std::string operator()(const ReinviteRefused& e) const { return std::to_string(e.code) + " to re-INVITE"; }
  std::string operator()(const Offered& e) const {
    constexpr const char* kBy[] = {"re-INVITE ", "UPDATE ", "PRACK "};
    return kBy[static_cast<int>(e.by)] + text_of(e.offer);
  }
  std::string operator()(const ByeArrived&) const { return "BYE"; }
  std::string operator()(const ByeAnswered&) const { return "response to BYE"; }
};

}  // namespace

std::string_view name_of(LegPhase phase) {
  constexpr std::string_view kNames[] = {"idle",    "calling",    "cancelling", "ringing",    "accepted",
                                         "up",      "reinviting", "abandoning", "reanswered", "backing_off",
                                         "closing", "clearing",   "ended"};
  return kNames[static_cast<int>(phase)];
}

std::string_view name_of(LegDo what) {
  constexpr std::string_view kNames[] = {
      "send_invite",   "send_cancel",     "send_ringing",  "answer_invite", "offer_in_200",    "refuse_invite",
      "ack",           "send_bye",        "send_reinvite", "send_refresh",  "cancel_reinvite", "answer_bye",
      "answer_offer",  "offer_in_answer", "confirm_offer", "refuse_offer",  "tell_incoming",   "tell_ringing",
      "tell_answered", "tell_media",      "tell_note",     "tell_released"};
  return kNames[static_cast<int>(what)];
}

std::string_view name_of(LegEnd end) {
  constexpr std::string_view kNames[] = {"by_us",  "by_far",   "cancelled",   "refused", "unsuitable", "unanswered",
                                         "no_ack", "no_media", "dialog_lost", "expired", "stopped"};
  return kNames[static_cast<int>(end)];
}

std::string_view name_of(LegNote note) {
  constexpr std::string_view kNames[] = {"t38_refused", "t38_unanswered", "t38_not_asked", "change_refused"};
  return kNames[static_cast<int>(note)];
}

std::string text_of(const LegEvent& event) { return std::visit(EventText{}, event); }

std::string text_of(const LegAction& action) {
  std::string text(name_of(action.what));
  const auto add = [&](std::string_view part) { text.append(" ").append(part); };
  switch (action.what) {
    case LegDo::send_invite:
    case LegDo::answer_invite:
    case LegDo::offer_in_200:
    case LegDo::send_reinvite:
    case LegDo::send_refresh:
    case LegDo::answer_offer:
    case LegDo::offer_in_answer:
      add(text_of(action.kinds));
      break;
    case LegDo::tell_media:
      add(name_of(action.media));
      break;
    case LegDo::tell_note:
      add(name_of(action.note));
      break;
    case LegDo::tell_released:
      add(name_of(action.end));
      break;
    default:
      break;
  }
  if (action.same) add("same");
  if (action.dialog > 0) add("[" + std::to_string(action.dialog) + "]");
  if (action.code) add(std::to_string(action.code));
  if (action.retry_after_limit) add("retry-after<=" + std::to_string(action.retry_after_limit));
  return text;
}

}  // namespace caselli::sip

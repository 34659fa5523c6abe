#include "leg_wire.h"

#include <algorithm>
#include <utility>

namespace caselli::sip {
namespace {

std::string spell(const std::optional<Description>& body) {
  if (!body) return "";
  std::string text = body->kinds == kAudioAndT38 ? " audio+t38"
                     : body->kinds.t38           ? " t38"
                     : body->kinds.audio         ? " audio"
                                                 : " none";
  return text + (body->held ? " held" : "");
}

}  // namespace

LegPeer::LegPeer(std::string name, LegWire& wire, const LegRules& rules)
    : runner(rules, *this, wire.executor(), [&wire](std::uint32_t limit) { return wire.below(limit); }),
      wire_(wire),
      name_(std::move(name)) {}

bool LegPeer::logged(const std::string& text) const { return std::ranges::find(log, text) != log.end(); }

void LegPeer::call(std::vector<LegPeer*> branches) {
  branches_ = std::move(branches);
  on(Dial{});
}

LegPeer& LegPeer::far(DialogIndex dialog) { return *dialogs_.at(static_cast<std::size_t>(dialog)); }

DialogIndex LegPeer::dialog_of(LegPeer* peer) {
  const auto found = std::ranges::find(dialogs_, peer);
  if (found != dialogs_.end()) return static_cast<DialogIndex>(found - dialogs_.begin());
  dialogs_.push_back(peer);
  return static_cast<DialogIndex>(dialogs_.size() - 1);
}

Description LegPeer::describe(Kinds kinds) {
  mine_ = {kinds, held, mine_.version + 1};
  return mine_;
}

// --- As client.

void LegPeer::invite(bool first, std::optional<Description> body) {
  // RFC 3261 14.1: no INVITE of ours while one is in progress in either direction.
  EXPECT_FALSE(invite_open_) << name_ << " sends an INVITE beside another of its own";
  EXPECT_EQ(acked_due_, 0u) << name_ << " sends an INVITE before the ACK of theirs";
  invite_ = ++cseq_;
  invite_open_ = true;
  invite_progressed_ = false;
  invite_offered_ = body.has_value();
  note((first ? "INVITE" : "re-INVITE") + spell(body));
  if (!first) {
    ++reinvites_sent;
    reinvite_times.push_back(wire_.now());
  }
  if (first) {
    first_invite_ = invite_;
    branches_open_ = static_cast<int>(branches_.size());
    branch_won_ = false;
  }
  const auto to = first ? branches_ : std::vector<LegPeer*>{&far(std::max(0, runner.state().dialog))};
  for (auto* peer : to) wire_.carry([=, this, cseq = invite_] { peer->take_invite(this, cseq, first, body); });
}

void LegPeer::send_invite(Kinds offer) { invite(true, offerless ? std::nullopt : std::optional{describe(offer)}); }
void LegPeer::send_reinvite(Kinds offer) { invite(false, offerless ? std::nullopt : std::optional{describe(offer)}); }
void LegPeer::send_refresh() {
  if (held != mine_.held) return invite(false, describe(mine_.kinds));
  invite(false, offerless ? std::nullopt : std::optional{mine_});
}

void LegPeer::send_cancel() {
  EXPECT_TRUE(invite_progressed_) << name_ << " sends CANCEL before any 1xx (RFC 3261 9.1)";
  note("CANCEL");
  for (auto* peer : branches_) wire_.carry([=, this, cseq = invite_] { peer->take_cancel(this, cseq); });
}

void LegPeer::cancel_reinvite() {
  EXPECT_TRUE(invite_progressed_) << name_ << " sends CANCEL before any 1xx (RFC 3261 9.1)";
  note("CANCEL re-INVITE");
  auto* peer = &far(runner.state().dialog);
  wire_.carry([=, this, cseq = invite_] { peer->take_cancel(this, cseq); });
}

void LegPeer::take_response(const Response& response) {
  if (response.cseq == stray_) return;
  const bool first = response.cseq == first_invite_;
  if (first && response.code >= 300) return final_of_branch(response);
  const auto dialog = response.code > 100 ? dialog_of(response.from) : 0;
  note(std::to_string(response.code) + spell(response.body));
  if (response.code < 200) {
    if (response.cseq != invite_ || !invite_open_) return;
    invite_progressed_ = true;
    return first ? runner.on(Progress{response.code, dialog}) : runner.on(ReinviteProgress{});
  }
  if (response.cseq == invite_) invite_open_ = false;
  if (response.code >= 300) {
    if (response.code == 491) ++glares;
    return runner.on(ReinviteRefused{response.code, response.retry_after});
  }
  if (first) branch_won_ = true;
  std::optional<LegAnswer> answer;
  std::optional<Description> answer_in_ack;
  if (response.body) {
    theirs_ = response.body;
    answer = LegAnswer{response.body->kinds, response.body->held};
    if (!invite_offered_) answer_in_ack = describe(chosen_by_leg(response.body->kinds));
  }
  to_ack_[response.from] = {response.cseq, answer_in_ack};
  first ? runner.on(Answered{dialog, answer}) : runner.on(ReinviteAccepted{answer});
  EXPECT_FALSE(to_ack_.contains(response.from)) << name_ << " did not acknowledge a 2xx";
}

// An INVITE without description is something the leg does not know; the answer in the
// ACK is what it makes of the "answer" it sees.
Kinds LegPeer::chosen_by_leg(Kinds offered) const {
  if (offered.t38 && runner.state().offered.t38) return kT38;
  return offered.audio && runner.state().offered.audio ? kAudio : Kinds{};
}

// What a forking proxy does: a refusal counts when no branch is left and none won.
void LegPeer::final_of_branch(const Response& response) {
  if (--branches_open_ > 0 || branch_won_) return;
  invite_open_ = false;
  note(std::to_string(response.code));
  runner.on(Refused{response.code});
}

void LegPeer::ack(DialogIndex dialog) {
  auto* peer = &far(dialog);
  const auto due = to_ack_.extract(peer);
  ASSERT_FALSE(due.empty()) << name_ << " sends an ACK for nothing";
  wire_.carry([=, this, what = due.mapped()] { peer->take_ack(this, what.first, what.second); });
}

void LegPeer::send_bye(DialogIndex dialog) {
  EXPECT_TRUE(runner.state().ours || first_acked_ || released != LegEnd::by_us)
      << name_ << " sends BYE before the ACK of their INVITE (RFC 3261 15)";
  note("BYE");
  auto* peer = &far(dialog);
  wire_.carry([=, this, cseq = ++cseq_] { peer->take_bye(this, cseq); });
}

void LegPeer::send_update(Description description) {
  note("UPDATE" + spell(description));
  mine_ = description;
  auto* peer = &far(std::max(0, runner.state().dialog));
  wire_.carry([=, this, cseq = ++cseq_] { peer->take_update(this, cseq, description); });
}

void LegPeer::send_stray_reinvite(Description description) {
  stray_ = ++cseq_;
  auto* peer = &far(std::max(0, runner.state().dialog));
  wire_.carry([=, this, cseq = cseq_] { peer->take_invite(this, cseq, false, description); });
}

// --- As server.

void LegPeer::respond(LegPeer* to, Cseq cseq, int code, std::optional<Description> body,
                      std::optional<std::chrono::seconds> after) {
  const Response response{this, cseq, code, body, after};
  wire_.carry([=] { to->take_response(response); });
}

void LegPeer::take_invite(LegPeer* from, Cseq cseq, bool first, std::optional<Description> body) {
  if (cseq < highest_) return respond(from, cseq, 500);  // RFC 3261 12.2.2
  highest_ = cseq;
  std::optional<LegOffer> offer;
  if (body) offer = LegOffer{body->kinds, body->held, theirs_ && theirs_->version == body->version};
  if (first) {
    dialogs_ = {from};
    their_first_ = cseq;
    first_open_ = true;
    theirs_ = body;
    respond(from, cseq, 100);
    return runner.on(Invited{offer, cseq});
  }
  if (mute) return;
  if (silent) {
    swallowed_ = true;
    swallowed_cseq_ = cseq;
    return respond(from, cseq, 100);
  }
  if (refuse_reinvite) return respond(from, cseq, refuse_reinvite, {}, retry_after);
  if (refuse_streams && offer && offer->kinds == kT38) {
    acked_due_ = cseq;
    return respond(from, cseq, 200, describe({}));
  }
  offered_ = cseq;
  offered_update_ = false;
  const auto before = theirs_;
  theirs_ = body ? body : theirs_;
  runner.on(Offered{OfferBy::reinvite, offer, cseq, 0});
  EXPECT_EQ(offered_, 0u) << name_ << " left a re-INVITE without answer";
  if (acked_due_ != cseq) theirs_ = before;  // refused
}

void LegPeer::take_update(LegPeer* from, Cseq cseq, Description body) {
  if (cseq < highest_) return respond(from, cseq, 500);
  highest_ = cseq;
  offered_ = cseq;
  offered_update_ = true;
  const LegOffer offer{body.kinds, body.held, theirs_ && theirs_->version == body.version};
  theirs_ = body;
  runner.on(Offered{OfferBy::update, offer, cseq, dialog_of(from)});
  EXPECT_EQ(offered_, 0u) << name_ << " left an UPDATE without answer";
}

void LegPeer::answer_offer(Kinds accepted, bool same) {
  const auto cseq = std::exchange(offered_, 0);
  ASSERT_NE(cseq, 0u) << name_ << " answers twice";
  EXPECT_NE(accepted, kAudioAndT38) << name_ << " accepts two kinds at once";
  const auto body = same ? mine_ : describe(accepted);
  note("answers" + spell(body) + (same ? " same" : ""));
  if (offered_update_) {
    wire_.carry([this] { dialogs_.front()->note("200 to UPDATE"); });
    return;
  }
  acked_due_ = cseq;
  respond(dialogs_.front(), cseq, 200, hide_answer ? std::nullopt : std::optional{body});
}

void LegPeer::offer_in_answer(Kinds offer) {
  const auto cseq = std::exchange(offered_, 0);
  ASSERT_NE(cseq, 0u) << name_ << " answers twice";
  acked_due_ = cseq;
  respond(dialogs_.front(), cseq, 200, describe(offer));
}

void LegPeer::confirm_offer() { offered_ = 0; }

void LegPeer::refuse_offer(int code, std::optional<std::chrono::seconds> after) {
  const auto cseq = std::exchange(offered_, 0);
  ASSERT_NE(cseq, 0u) << name_ << " answers twice";
  note("refuses " + std::to_string(code));
  if (offered_update_) {
    wire_.carry([this, code] { dialogs_.front()->note(std::to_string(code) + " to UPDATE"); });
    return;
  }
  respond(dialogs_.front(), cseq, code, {}, after);
}

void LegPeer::send_ringing() { respond(dialogs_.front(), their_first_, 180); }

void LegPeer::answer_invite(Kinds accepted) {
  if (!std::exchange(first_open_, false)) return;
  acked_due_ = their_first_;
  auto body = describe(accepted);
  if (refuse_streams && accepted == kT38) body = describe({});
  note("answers INVITE" + spell(body));
  respond(dialogs_.front(), their_first_, 200, hide_answer ? std::nullopt : std::optional{body});
  // The proxy gives up the other branches, once they gave it a 1xx.
  for (auto* other : dialogs_.front()->branches_)
    if (other != this)
      wire_.at(LegWire::Span{200},
               [from = dialogs_.front(), other, cseq = their_first_] { other->take_cancel(from, cseq); });
}

void LegPeer::offer_in_200(Kinds offer) { answer_invite(offer); }

void LegPeer::refuse_invite(int code) {
  if (std::exchange(first_open_, false)) respond(dialogs_.front(), their_first_, code);
}

void LegPeer::take_cancel(LegPeer* from, Cseq cseq) {
  if (first_open_ && cseq == their_first_) {
    first_open_ = false;
    respond(from, cseq, 487);
    return runner.on(Cancelled{});
  }
  if (swallowed_ && cseq == swallowed_cseq_) {
    swallowed_ = false;
    respond(from, cseq, 487);
  }
}

void LegPeer::take_ack(LegPeer*, Cseq cseq, std::optional<Description> body) {
  if (cseq == acked_due_) acked_due_ = 0;
  if (cseq == their_first_) first_acked_ = true;
  std::optional<LegAnswer> answer;
  if (body) {
    theirs_ = body;
    answer = LegAnswer{body->kinds, body->held};
  }
  runner.on(Acked{cseq, answer});
}

void LegPeer::take_bye(LegPeer* from, Cseq cseq) {
  highest_ = std::max(highest_, cseq);
  runner.on(ByeArrived{dialog_of(from)});
}

void LegPeer::answer_bye(DialogIndex dialog, int code) {
  note("answers BYE " + std::to_string(code));
  auto* peer = &far(dialog);
  wire_.carry([=, this] { peer->runner.on(ByeAnswered{peer->dialog_of(this)}); });
}

// --- What the call is told.

void LegPeer::tell_incoming() {
  runner.on(Ring{});
  if (answers_at_once) wire_.at(LegWire::Span{answers_at_once}, [this] { runner.on(Accept{}); });
}
void LegPeer::tell_ringing() {
  EXPECT_FALSE(rang || released) << name_;
  rang = true;
}
void LegPeer::tell_answered() {
  EXPECT_FALSE(answered || released) << name_;
  answered = true;
}
void LegPeer::tell_media(Transport kind) {
  EXPECT_FALSE(released) << name_ << " is told of media after its release";
  EXPECT_TRUE(answered) << name_ << " is told of media before the answer";
  EXPECT_NE(now(), kind) << name_ << " is told of the same media twice";
  media.push_back(kind);
  note("media " + std::string(name_of(kind)));
}
void LegPeer::tell_note(LegNote what, int code) {
  EXPECT_FALSE(released) << name_;
  notes.push_back(what);
  note(std::string(name_of(what)) + " " + std::to_string(code));
}
void LegPeer::tell_released(LegEnd end, int code) {
  EXPECT_FALSE(released) << name_ << " is released twice";
  released = end;
  note("released " + std::string(name_of(end)) + " " + std::to_string(code));
}
void LegPeer::moved(LegPhase from, const LegEvent& because, LegPhase to) {
  note(std::string(name_of(from)) + " > " + std::string(name_of(to)) + " (" + text_of(because) + ")");
}

std::string LegPair::story() const {
  std::string text;
  for (const auto* peer : {&caller, &callee}) {
    text += peer == &caller ? "\ncaller:" : "\ncallee:";
    for (const auto& line : peer->log) text += "\n  " + line;
  }
  return text;
}

}  // namespace caselli::sip

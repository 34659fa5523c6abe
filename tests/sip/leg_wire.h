#pragma once
// Two or more call legs and a network between them, in virtual time: just enough of SIP's
// transactions to let messages cross. Each end checks that its leg keeps the rules of the
// RFCs whatever happens; a breach fails the test that runs.

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "base/virtual_time.h"
#include "sip/leg_runner.h"

namespace caselli::sip {

// Rules of an end that leaves T.38 to the other one, of one that takes none, and of a
// caller that asks for it once answered.
inline const LegRules kPassive{.when_called = T38Start::never, .when_calling = T38Start::never};
inline const LegRules kNoT38{.t38 = false};
inline LegRules eager_caller() { return {.when_called = T38Start::never, .when_calling = T38Start::at_answer}; }

// What stands in place of SDP. The version is the one of the o= line.
struct Description {
  Kinds kinds;
  bool held = false;
  int version = 0;
};

class LegWire {
 public:
  using Span = std::chrono::milliseconds;
  explicit LegWire(Span delay = Span{50}, std::uint32_t seed = 1)
      : least_(delay), most_(delay), chance_(seed), strand_(time_.make_strand()) {}
  // Each message takes as long as it likes: later ones overtake.
  void delays(Span least, Span most) {
    least_ = least;
    most_ = most;
  }
  void carry(Executor::Task task) { strand_->after(Span{below(span() + 1)} + least_, std::move(task)).detach(); }
  void post(Executor::Task task) { strand_->post(std::move(task)); }
  void at(Span when, Executor::Task task) { strand_->after(when, std::move(task)).detach(); }
  void run_for(Span span) { time_.run_for(span); }
  std::uint32_t below(std::uint32_t limit) { return limit ? static_cast<std::uint32_t>(chance_() % limit) : 0; }
  Executor& executor() { return *strand_; }
  Monotonic now() const { return time_.clock().monotonic(); }

 private:
  std::uint32_t span() const { return static_cast<std::uint32_t>((most_ - least_).count()); }
  VirtualTime time_;
  Span least_;
  Span most_;
  std::mt19937 chance_;
  std::shared_ptr<Executor> strand_;
};

// One end: a leg under test and the transactions below it.
class LegPeer final : public LegActions {
 public:
  LegPeer(std::string name, LegWire& wire, const LegRules& rules);
  void call(std::vector<LegPeer*> branches);  // they may be rung, by a proxy that forks
  void on(const LegEvent& event) {
    wire_.post([this, event] { runner.on(event); });
  }

  // How this end misbehaves.
  int refuse_reinvite = 0;                          // answer re-INVITEs so, below the leg
  std::optional<std::chrono::seconds> retry_after;  // with it
  bool silent = false;                              // re-INVITEs get a 100 and nothing else
  bool mute = false;                                // re-INVITEs get nothing at all
  bool offerless = false;                           // our INVITEs carry no offer
  bool held = false;                                // our descriptions put the far end on hold
  bool refuse_streams = false;                      // 200 with port 0 to T.38
  bool hide_answer = false;                         // our 200s to INVITEs hold no description
  int answers_at_once = 0;                          // accept when rung, after so many milliseconds

  // What happened.
  std::vector<std::string> log;  // "up > reinviting (fax heard)", "re-INVITE t38", ...
  std::vector<Transport> media;  // as told
  std::vector<LegNote> notes;
  std::optional<LegEnd> released;
  bool answered = false;
  bool rang = false;
  int reinvites_sent = 0;
  int glares = 0;  // 491 that came to us
  Monotonic last_reinvite{};
  std::vector<Monotonic> reinvite_times;

  Transport now() const { return media.empty() ? Transport::none : media.back(); }
  LegPhase phase() const { return runner.state().phase; }
  bool logged(const std::string& text) const;

  LegRunner runner;

  // LegActions.
  void send_invite(Kinds offer) override;
  void send_cancel() override;
  void send_ringing() override;
  void answer_invite(Kinds accepted) override;
  void offer_in_200(Kinds offer) override;
  void refuse_invite(int code) override;
  void ack(DialogIndex dialog) override;
  void send_bye(DialogIndex dialog) override;
  void send_reinvite(Kinds offer) override;
  void send_refresh() override;
  void cancel_reinvite() override;
  void answer_bye(DialogIndex dialog, int code) override;
  void answer_offer(Kinds accepted, bool same) override;
  void offer_in_answer(Kinds offer) override;
  void confirm_offer() override;
  void refuse_offer(int code, std::optional<std::chrono::seconds> after) override;
  void tell_incoming() override;
  void tell_ringing() override;
  void tell_answered() override;
  void tell_media(Transport kind) override;
  void tell_note(LegNote note, int code) override;
  void tell_released(LegEnd end, int code) override;
  void moved(LegPhase from, const LegEvent& because, LegPhase to) override;

  // Sends an UPDATE with this description, below the leg; the response is logged.
  void send_update(Description description);
  // Sends a re-INVITE below the leg and never an ACK.
  void send_stray_reinvite(Description description);

 private:
  struct Response {
    LegPeer* from;
    Cseq cseq;
    int code;
    std::optional<Description> body;
    std::optional<std::chrono::seconds> retry_after;
  };

  void note(std::string text) { log.push_back(std::move(text)); }
  LegPeer& far(DialogIndex dialog);
  DialogIndex dialog_of(LegPeer* peer);
  Description describe(Kinds kinds);
  void invite(bool first, std::optional<Description> body);
  void respond(LegPeer* to, Cseq cseq, int code, std::optional<Description> body = {},
               std::optional<std::chrono::seconds> after = {});
  void take_invite(LegPeer* from, Cseq cseq, bool first, std::optional<Description> body);
  void take_update(LegPeer* from, Cseq cseq, Description body);
  void take_cancel(LegPeer* from, Cseq cseq);
  void take_ack(LegPeer* from, Cseq cseq, std::optional<Description> body);
  void take_bye(LegPeer* from, Cseq cseq);
  void take_response(const Response& response);
  Kinds chosen_by_leg(Kinds offered) const;
  void final_of_branch(const Response& response);

  LegWire& wire_;
  std::string name_;
  std::vector<LegPeer*> branches_;  // whom our INVITE goes to
  std::vector<LegPeer*> dialogs_;   // by index

  Cseq cseq_ = 0;  // of our requests
  Description mine_;
  std::optional<Description> theirs_;

  Cseq stray_ = 0;
  Cseq first_invite_ = 0;  // ours
  Cseq invite_ = 0;        // our last INVITE; open until its final response
  bool invite_open_ = false;
  bool invite_offered_ = false;
  bool invite_progressed_ = false;
  int branches_open_ = 0;
  bool branch_won_ = false;
  std::map<LegPeer*, std::pair<Cseq, std::optional<Description>>> to_ack_;  // 2xx not acknowledged by us yet

  Cseq their_first_ = 0;  // their INVITE
  bool first_open_ = false;
  bool first_acked_ = false;
  Cseq acked_due_ = 0;  // their INVITE whose 2xx of ours is not acknowledged
  Cseq highest_ = 0;    // of their requests
  Cseq offered_ = 0;    // request the leg must answer in this step
  bool offered_update_ = false;
  bool swallowed_ = false;  // a re-INVITE we are silent about
  Cseq swallowed_cseq_ = 0;
};

// `caller` has called `callee`, who answered; both rest.
struct LegPair {
  explicit LegPair(const LegRules& caller_rules, const LegRules& callee_rules, LegWire::Span delay = LegWire::Span{50},
                   std::uint32_t seed = 1)
      : wire(delay, seed), caller("caller", wire, caller_rules), callee("callee", wire, callee_rules) {
    callee.answers_at_once = 100;
    caller.call({&callee});
  }
  bool in(Transport kind) const { return caller.now() == kind && callee.now() == kind; }
  bool rests() const { return caller.phase() == LegPhase::up && callee.phase() == LegPhase::up; }
  bool over() const { return caller.runner.is_over() && callee.runner.is_over(); }
  std::string story() const;
  LegWire wire;
  LegPeer caller;
  LegPeer callee;
};

}  // namespace caselli::sip

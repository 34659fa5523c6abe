#pragma once
// Owns one call leg: feeds events to next_step(), keeps the one timer, and has LegActions
// carry the steps out.

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>

#include "base/executor.h"
#include "sip/call_leg.h"

namespace caselli::sip {

// What a leg can do to the world: messages of its one dialog, words to its call. Called on
// the runner's executor, from inside LegRunner::on(). May call on() again (the event
// is taken once the present step is done), but must not destroy the runner.
class LegActions {
 public:
  // Our INVITE. The stack answers 401 and 407, sends PRACK, and follows no 3xx.
  virtual void send_invite(Kinds offer) = 0;
  virtual void send_cancel() = 0;
  // Their INVITE: 180; 200 that accepts one kind; 200 with our offer; a refusal.
  virtual void send_ringing() = 0;
  virtual void answer_invite(Kinds accepted) = 0;
  virtual void offer_in_200(Kinds offer) = 0;
  virtual void refuse_invite(int code) = 0;
  // In the dialog, or in one of the dialogs of a forked INVITE.
  virtual void ack(DialogIndex dialog) = 0;
  virtual void send_bye(DialogIndex dialog) = 0;
  virtual void send_reinvite(Kinds offer) = 0;
  // Re-INVITE (or UPDATE, reported back alike) with the description that stands, unchanged.
  virtual void send_refresh() = 0;
  virtual void cancel_reinvite() = 0;
  virtual void answer_bye(DialogIndex dialog, int code) = 0;
  // Each answers the Offered event just given: exactly one of them, at once.
  virtual void answer_offer(Kinds accepted, bool same) = 0;  // same: with our last description, unchanged
  virtual void offer_in_answer(Kinds offer) = 0;
  virtual void confirm_offer() = 0;
  virtual void refuse_offer(int code, std::optional<std::chrono::seconds> retry_after) = 0;
  // For the call.
  virtual void tell_incoming() = 0;
  virtual void tell_ringing() = 0;
  virtual void tell_answered() = 0;
  virtual void tell_media(Transport media) = 0;  // none: on hold
  virtual void tell_note(LegNote note, int code) = 0;
  virtual void tell_released(LegEnd end, int code) = 0;  // once; messages may still follow
  // The phase changed, for log and trace: "up -> reinviting (fax heard)".
  virtual void moved(LegPhase from, const LegEvent& because, LegPhase to) = 0;

 protected:
  ~LegActions() = default;
};

// Thread: everything on `executor`.
class LegRunner {
 public:
  // A number from 0 to below what is asked, by chance.
  using Chance = std::function<std::uint32_t(std::uint32_t below)>;

  // `actions` and `executor` outlive the runner.
  LegRunner(const LegRules& rules, LegActions& actions, Executor& executor, Chance chance);
  LegRunner(const LegRunner&) = delete;
  LegRunner& operator=(const LegRunner&) = delete;

  void on(const LegEvent& event);
  const LegState& state() const { return state_; }
  // Nothing is left to do; the owner may let it go. A branch of a forked INVITE that
  // answers still later is then the stack's to hang up.
  bool is_over() const { return state_.phase == LegPhase::ended; }

 private:
  void step(const LegEvent& event);
  void perform(const LegAction& action);
  void set_timer();

  const LegRules rules_;
  LegActions& actions_;
  Executor& executor_;
  const Chance chance_;

  LegState state_;
  Timer timer_;
  std::deque<LegEvent> waiting_;  // given while a step runs
  bool stepping_ = false;
};

}  // namespace caselli::sip

#pragma once
// One call of a SIP line: the signalling leg, its offers and answers, and the media they lead
// to, between sip/sip_call.h below and the port's listener above.

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/clock.h"
#include "line/line.h"
#include "line/sip/call_media.h"
#include "line/sip/sip_line_config.h"
#include "sip/leg_runner.h"
#include "sip/sip_call.h"
#include "sip/sip_stack.h"
#include "sip/sip_trace.h"

namespace caselli::sip_line {

// What all calls of a line share; outlives them.
struct LineParts {
  SipLineConfig config;
  const Clock& clock;
  SipStack& stack;
  MediaNetwork& network;
  std::function<std::uint64_t()> random;
};

// Everything happens on the port's executor; commands post to it. Kept alive by its line
// until the leg is over, which may be later than on_released (the answer to our BYE).
class FaxCall final : public Call,
                      public SipCall::Listener,
                      public sip::LegActions,
                      public std::enable_shared_from_this<FaxCall> {
 public:
  using Over = std::function<void(FaxCall&)>;

  // `over` is called once, when nothing is left to do. Thread: the executor.
  FaxCall(std::shared_ptr<const LineParts> parts, Over over) : parts_(std::move(parts)), over_(std::move(over)) {}

  void dial(const OutgoingCall& what, std::weak_ptr<Call::Listener> listener, std::shared_ptr<Executor> executor);
  // Incoming; `executor` comes with the listener that took it.
  void take(const SipIncoming& about, std::shared_ptr<SipCall> sip, std::weak_ptr<Call::Listener> listener,
            std::shared_ptr<Executor> executor);

  // Commands of the port.
  void answer() override;
  void release(Release why) override;
  void keep_media(bool keep) override;
  MediaStats media_stats() const override;
  void fax_ended(Outcome outcome) override;

  // From the stack.
  void on_sip(const SipEvent& event) override;
  void on_sip_trace(TraceEntry entry) override;

  // What the leg wants done.
  void send_invite(sip::Kinds offer) override;
  void send_cancel() override;
  void send_ringing() override;
  void answer_invite(sip::Kinds accepted) override;
  void offer_in_200(sip::Kinds offer) override;
  void refuse_invite(int code) override;
  void ack(sip::DialogIndex dialog) override;
  void send_bye(sip::DialogIndex dialog) override;
  void send_reinvite(sip::Kinds offer) override;
  void send_refresh() override;
  void cancel_reinvite() override;
  void answer_bye(sip::DialogIndex dialog, int code) override;
  void answer_offer(sip::Kinds accepted, bool same) override;
  void offer_in_answer(sip::Kinds offer) override;
  void confirm_offer() override;
  void refuse_offer(int code, std::optional<std::chrono::seconds> retry_after) override;
  void tell_incoming() override;
  void tell_ringing() override;
  void tell_answered() override;
  void tell_media(Transport media) override;
  void tell_note(sip::LegNote note, int code) override;
  void tell_released(sip::LegEnd end, int code) override;
  void moved(sip::LegPhase from, const sip::LegEvent& because, sip::LegPhase to) override;

 private:
  void post(std::function<void(FaxCall&)> task);
  // Opens the media and makes the leg; false when the call ended at once.
  bool begin(std::weak_ptr<Call::Listener> listener, std::shared_ptr<Executor> executor, const sip::LegRules& rules);
  // Our call is answered by a fax, in audio.
  void fax_answered();
  void give_up(Outcome outcome, std::string text);
  void feed(const sip::LegEvent& event);
  void remark(std::string what, std::string detail);
  void ring_again();
  void begin_capture();
  void keep_capture();
  SipReason reason_of_release() const;

  LocalMedia local(sip::Kinds kinds = sip::kAudioAndT38) const;
  // Descriptions.
  std::string offer_text(sip::Kinds kinds);
  std::string answer_text(sip::Kinds accepted);
  std::optional<sip::LegOffer> read_offer(const std::string& sdp);
  std::optional<sip::LegAnswer> read_their_answer(const std::string& sdp);

  const std::shared_ptr<const LineParts> parts_;
  const Over over_;
  std::shared_ptr<Executor> executor_;
  std::weak_ptr<Call::Listener> listener_;
  OutgoingCall outgoing_;
  SipIncoming incoming_;
  std::shared_ptr<SipCall> sip_;
  std::unique_ptr<sip::LegRunner> leg_;
  std::unique_ptr<CallMedia> media_;
  SipTraceLimit trace_limit_;
  std::shared_ptr<CallCapture> capture_;  // when failed calls are kept
  std::string capture_name_;
  std::optional<Outcome> fax_outcome_;
  mutable std::mutex media_mutex_;  // media_stats() may come from elsewhere

  std::uint64_t session_id_ = 0;
  SrtpKey srtp_key_{};           // ours, when the line encrypts
  std::optional<Sdp> ours_;      // the last description we sent
  std::optional<Sdp> standing_;  // ours that holds: of the last offer and answer that agreed
  std::optional<Sdp> theirs_;    // the last one that was answered or answers ours
  std::optional<Sdp> asked_;     // their offer, not answered yet
  std::optional<MediaAgreed> agreed_;
  struct EarlyAnswer {
    MediaAgreed agreed;
    bool settled = false;  // came reliably, so that the 200 repeats it at most (RFC 6337 3.1.1)
  };
  std::map<SipDialogIndex, EarlyAnswer> early_;  // of forks, until one is answered

  SipCseq offer_cseq_ = 0;  // of their request that is to be answered
  SipOfferBy offer_by_ = SipOfferBy::reinvite;
  SipDialogIndex offer_dialog_ = 0;
  SipCseq bye_cseq_ = 0;
  std::optional<Release> why_;  // what release() gave
  SipReason reason_;            // what the far end gave
  std::string phrase_;
  Timer bell_, ask_for_t38_;
  bool internal_ = false;  // no response came: ours
  bool answered_ = false;
  Transport media_told_ = Transport::none;
  bool released_ = false;
  bool over_told_ = false;
};

}  // namespace caselli::sip_line

#include "sip/sip_call_core.h"

#include <fmt/format.h>
#include <sofia-sip/msg.h>
#include <sofia-sip/nta_tag.h>
#include <sofia-sip/sip_tag.h>
#include <sofia-sip/su_tag.h>

#include <utility>

#include "base/text.h"
#include "sip/sip_message_parts.h"
#include "sip/sip_stack_trunk.h"

namespace caselli {
namespace {

constexpr std::size_t kMostKept = 200;  // events nobody listens to yet

}  // namespace

SipTimerTerms timer_terms_of(const sip_t* sip) {
  SipTimerTerms out;
  if (!sip) return out;
  out.supported = supports(sip, "timer");
  if (sip->sip_session_expires) {
    out.expires = std::chrono::seconds{sip->sip_session_expires->x_delta};
    const char* refresher = sip->sip_session_expires->x_refresher;
    const std::string who = refresher ? lower_ascii(refresher) : std::string{};
    if (who == "uac") out.refresher = SipTimerTerms::Side::uac;
    if (who == "uas") out.refresher = SipTimerTerms::Side::uas;
  }
  if (sip->sip_min_se) out.least = std::chrono::seconds{sip->sip_min_se->min_delta};
  return out;
}

SipCallCore::SipCallCore(SipTrunk& trunk, std::string call_id)
    : trunk_(&trunk),
      call_id_(std::move(call_id)),
      digest_(trunk.auth_user(), trunk.settings().password),
      session_timer_(trunk.settings().session_expires, trunk.settings().min_session_expires) {}

SipCallCore::~SipCallCore() = default;

void SipCallCore::listen(std::weak_ptr<SipCall::Listener> listener, std::shared_ptr<Executor> executor) {
  listener_ = std::move(listener);
  executor_ = std::move(executor);
  for (auto& news : std::exchange(kept_, {})) deliver(std::move(news));
}

void SipCallCore::deliver(std::variant<SipEvent, TraceEntry> news) {
  if (!executor_) {
    if (kept_.size() < kMostKept) kept_.push_back(std::move(news));
    return;
  }
  executor_->post([listener = listener_, news = std::move(news)]() mutable {
    const auto to = listener.lock();
    if (!to) return;
    if (auto* entry = std::get_if<TraceEntry>(&news))
      to->on_sip_trace(std::move(*entry));
    else
      to->on_sip(std::get<SipEvent>(news));
  });
}

void SipCallCore::tell(SipEvent event) {
  if (!released_) deliver(std::move(event));
}

void SipCallCore::show(msg_t* message, char way) {
  if (message && !released_) deliver(trace_of(message, way, trunk_->clock().now()));
}

SipDialog* SipCallCore::find_dialog(SipDialogIndex index) {
  if (index < 0) index = confirmed_;
  if (index < 0 || static_cast<std::size_t>(index) >= dialogs_.size()) return nullptr;
  return dialogs_[static_cast<std::size_t>(index)].get();
}

SipDialog& SipCallCore::add_dialog(nta_leg_t* leg, std::string remote_tag) {
  auto dialog = std::make_unique<SipDialog>();
  dialog->call = this;
  dialog->index = static_cast<SipDialogIndex>(dialogs_.size());
  dialog->leg = leg;
  dialog->remote_tag = std::move(remote_tag);
  dialogs_.push_back(std::move(dialog));
  return *dialogs_.back();
}

std::string SipCallCore::dialog_lines(sip_method_t method, bool response) const {
  std::string out = trunk_->agent_line();
  const bool refreshes_target = method == sip_method_invite || method == sip_method_update;
  if (refreshes_target || method == sip_method_ack) out += "Contact: " + contact_ + "\r\n";
  if (refreshes_target) {
    out += "Allow: INVITE, ACK, CANCEL, BYE, UPDATE, PRACK, OPTIONS, INFO\r\n";
    // Reliable answers to an INVITE without offer would hold an offer that nobody answers.
    const bool reliable = !response && method == sip_method_invite && outgoing_.reliable_provisional &&
                          confirmed_ < 0 && !outgoing_.sdp.empty();
    out += reliable || response ? "Supported: timer, 100rel\r\n" : "Supported: timer\r\n";
  }
  return out;
}

SipCallCore::Request SipCallCore::send(SipDialog& dialog, SipRequestText text,
                                       SipClientRequest::OnResponse on_response) {
  return SipClientRequest::send(
      trunk_->nta(), dialog.leg, std::move(text), &digest_,
      [weak = weak_from_this()](msg_t* message, char way) {
        if (const auto self = weak.lock()) self->show(message, way);
      },
      std::move(on_response));
}

void SipCallCore::bye(const SipReason& reason, SipDialogIndex index) {
  SipDialog* dialog = find_dialog(index);
  if (stopped_ || !dialog || dialog->over) return;
  dialog->over = true;
  timer_.cancel();
  SipRequestText text;
  text.method = sip_method_bye;
  text.name = "BYE";
  text.headers = dialog_lines(sip_method_bye, false);
  if (const std::string line = print(reason); !line.empty()) text.headers += line + "\r\n";
  dialog->bye = send(*dialog, std::move(text), [this, at = dialog->index](const Response& response) {
    if (response.status < 200) return;
    tell(SipByeAnswered{at, response.status});
    if (SipDialog* of = find_dialog(at)) of->bye.reset();
    forget_if_over();
  });
  if (!dialog->bye) tell(SipByeAnswered{dialog->index, 500});
}

void SipCallCore::fail(const std::string& text) {
  if (const Request invite = invite_; invite && !invite_answered_) invite->fail(503, text);
  if (const Request update = update_) update->fail(503, text);
  for (const auto& dialog : dialogs_)
    if (const Request bye = dialog->bye) bye->fail(503, text);
}

void SipCallCore::restart_timer() {
  timer_.cancel();
  if (const auto wait = session_timer_.wait(); wait && !stopped_)
    timer_ = trunk_->loop().after(*wait, [this] { on_timer(); });
}

void SipCallCore::on_timer() {
  if (session_timer_.refresher() == SipRefresher::far) {
    tell(SipSessionExpired{});
    if (released_) bye({.sip_status = 408, .text = "Session timeout"}, -1);
    return;
  }
  SipDialog* dialog = confirmed();
  if (!dialog || dialog->over) return;
  if (!far_knows_update_) {
    tell(SipRefreshDue{});
    return;
  }
  if (update_) {  // one of ours is under way and refreshes as well
    restart_timer();
    return;
  }
  SipRequestText text;
  text.method = sip_method_update;
  text.name = "UPDATE";
  text.headers = dialog_lines(sip_method_update, false) + session_timer_.request_lines();
  update_ = send(*dialog, std::move(text), [this](const Response& response) { on_update_response(response, true); });
}

void SipCallCore::release() {
  if (released_ || stopped_) return;
  released_ = true;
  const auto self = shared_from_this();
  if (invite_ && invite_answered_) {
    ack({});
    bye({}, -1);
  } else if (invite_) {
    invite_->cancel({});
  }
  for (const auto& dialog : dialogs_) {
    std::vector<SipCseq> waiting;
    bool unacked = false;
    for (const auto& [cseq, pending] : dialog->pending) {
      if (pending.answered)
        unacked = true;
      else
        waiting.push_back(cseq);
    }
    for (const SipCseq cseq : waiting) {
      const auto method = dialog->pending[cseq].method;
      const bool refuse = method == sip_method_invite || method == sip_method_update;
      respond(cseq, {.status = refuse ? 480 : 200}, dialog->index);
    }
    // BYE waits for the ACK of our 2xx (RFC 3261 15).
    if (dialog->index == confirmed_ && !unacked) bye({}, dialog->index);
  }
  forget_if_over();
}

void SipCallCore::forget_if_over() {
  if (!released_ || stopped_ || invite_) return;
  for (const auto& dialog : dialogs_) {
    if (dialog->bye) return;
    if (dialog->index == confirmed_ && !dialog->over) return;
    for (const auto& [cseq, pending] : dialog->pending)
      if (pending.answered) return;
  }
  // Not from inside one of our own callbacks, which may go on with us.
  trunk_->loop().post([self = shared_from_this()] {
    if (self->stopped_) return;
    self->drop_all();
    self->trunk_->forget(*self);
  });
}

void SipCallCore::stop() {
  if (stopped_) return;
  if (!released_) {
    if (invite_ && !invite_answered_) invite_->cancel({});
    if (invite_ && invite_answered_) ack({});
    bye({}, -1);
    for (const auto& dialog : dialogs_)
      for (auto& [cseq, pending] : std::map{dialog->pending})
        if (!pending.answered) respond(cseq, {.status = 503}, dialog->index);
  }
  tell(SipStopped{});
  drop_all();
}

void SipCallCore::drop_all() {
  stopped_ = true;
  timer_.cancel();
  invite_.reset();
  update_.reset();
  for (const auto& dialog : dialogs_) {
    dialog->bye.reset();
    dialog->pracks.clear();
    for (auto& [cseq, pending] : dialog->pending) {
      nta_incoming_bind(pending.transaction, nullptr, nullptr);
      nta_incoming_destroy(pending.transaction);
    }
    dialog->pending.clear();
    if (dialog->leg) nta_leg_destroy(dialog->leg);
    dialog->leg = nullptr;
  }
  if (first_leg_) nta_leg_destroy(first_leg_);
  first_leg_ = nullptr;
}

}  // namespace caselli

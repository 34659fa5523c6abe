#include "port/port_call.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "base/text.h"
#include "port/fax_order.h"
#include "port/status_fill.h"

namespace caselli::port {
namespace {

constexpr int kLooksForMedia = 5;  // within the deadline of silence

using FaxPhase = fax::FaxProgress::Phase;

}  // namespace

PortCall::PortCall(const Port::Parts& parts, const PortSettings& settings, std::weak_ptr<Owner> owner, SendOrder order)
    : clock_(parts.clock),
      executor_(parts.executor),
      line_(parts.line),
      queue_(parts.listener),
      deadlines_(parts.deadlines),
      limits_(parts.limits),
      owner_(std::move(owner)),
      rings_wanted_(0),
      local_id_(printable_ascii(order.tsid.empty() ? settings.tsid : order.tsid, kIdentityLength)),
      order_(std::move(order)),
      watch_(parts.deadlines) {
  end_.direction = Direction::send;
  show_settings(status_, settings);
  show_order(status_, *order_, local_id_, clock_.now());
  show_state(status_, PortState::initializing, clock_.now());
}

PortCall::PortCall(const Port::Parts& parts, const PortSettings& settings, std::weak_ptr<Owner> owner,
                   IncomingCall about, std::shared_ptr<Call> call)
    : clock_(parts.clock),
      executor_(parts.executor),
      line_(parts.line),
      queue_(parts.listener),
      deadlines_(parts.deadlines),
      limits_(parts.limits),
      owner_(std::move(owner)),
      rings_wanted_(std::max(settings.rings, 1)),
      local_id_(printable_ascii(settings.csid, kIdentityLength)),
      about_(std::move(about)),
      call_(std::move(call)),
      watch_(parts.deadlines) {
  end_.direction = Direction::receive;
  show_settings(status_, settings);
  show_incoming(status_, about_, local_id_, clock_.now());
  show_state(status_, PortState::ringing, clock_.now());
}

// A port that goes away in the middle of a call hangs up.
PortCall::~PortCall() {
  if (call_ && phase_ != Phase::over) call_->release({Outcome::cancelled, 0, "the port was taken away"});
}

void PortCall::begin() {
  changed(true);
  arm(answer_timer_, deadlines_.answer, &PortCall::on_no_answer);
  if (!sending()) return;
  log::info(where(), "sending job {} to {}", order_->job.value, order_->number.given);
  OutgoingCall what;
  what.number = order_->number;
  what.caller_id = local_id_;
  what.from = status_.port;
  what.t38 = order_->t38;
  show(PortState::dialing);
  call_ = line_.dial(what, weak_from_this(), executor_);
}

void PortCall::on_ringing() {
  if (phase_ != Phase::setting_up || sending()) return;
  if (++rings_ == rings_wanted_) call_->answer();
}

void PortCall::on_answered() {
  if (phase_ != Phase::setting_up) return;
  end_.answered = true;
  answer_timer_.cancel();
  arm(media_timer_, deadlines_.media_silence / kLooksForMedia, &PortCall::look_for_media);
  if (sending()) return;
  show(PortState::answered);
  log::info(where(), "receiving from {} for {}", about_.caller_id, about_.routing);
  auto received = queue_.on_receiving(about_, status());
  if (!received) return give_up(Outcome::storage_error, received.error().text);
  received_ = std::move(*received);
  status_.job = received_->job();
  status_.attempt = 1;
  changed(true);
}

// May come again: a call that began in audio went over to T.38, and the fax begins anew.
void PortCall::on_media(Transport kind) {
  if (phase_ != Phase::setting_up && phase_ != Phase::in_fax) return;
  drain_trace();
  const auto started = clock_.now();
  auto session = fax::make_fax_session(sending() ? fax_order(*order_, limits_, kind, local_id_, started)
                                                 : fax_order(limits_, kind, local_id_, started));
  if (!session) return give_up(sending() ? Outcome::document_error : Outcome::internal_error, session.error().text);
  session_ = std::move(*session);
  changes_ = session_->change_count();
  phase_ = Phase::in_fax;
  status_.transport = kind;
  if (sending()) show(PortState::sending);
  changed(true);
}

void PortCall::on_exchange(const MediaIn& in, MediaOut& out) {
  ++exchanges_;
  if (!session_) {
    out.packets.clear();
    out.audio.assign(static_cast<std::size_t>(in.elapsed), 0);
    return;
  }
  session_->exchange(in, out);
  if (phase_ != Phase::in_fax) return;
  watch_.pass(in.elapsed);
  if (session_->change_count() != changes_) on_fax_moved();
  if (phase_ != Phase::in_fax) return;
  if (const auto verdict = watch_.verdict()) give_up(verdict->outcome, verdict->why);
}

void PortCall::on_fax_moved() {
  changes_ = session_->change_count();
  keep_pages();
  if (phase_ != Phase::in_fax) return;
  pull_progress();
  if (const auto& result = session_->result()) end(result->outcome);
}

void PortCall::pull_progress() {
  auto now = session_->progress();
  const bool news = is_news(progress_, now);
  progress_ = std::move(now);
  progress_shown_ = false;
  watch_.progress(progress_);
  if (progress_.dcs_attempts > 0 && call_ && !std::exchange(media_kept_, true)) call_->keep_media(true);
  if (sending())
    for (; pages_told_ < progress_.pages_done; ++pages_told_)
      queue_.on_page_sent(order_->job, order_->attempt, order_->first_page + pages_told_);
  // What answers is a fax once it has said what it will send (T.30 DCS).
  else if (status_.state == PortState::answered && progress_.phase > FaxPhase::identify)
    return show(PortState::receiving);
  changed(news);
}

// A page must be safe before its confirmation leaves with the next exchange.
void PortCall::keep_pages() {
  while (const auto page = session_->take_page()) {
    if (!received_) continue;
    if (const auto kept = received_->add(*page); !kept) return give_up(Outcome::storage_error, kept.error().text);
  }
}

void PortCall::on_signalling(TraceEntry entry) {
  drain_trace();
  add_trace(std::move(entry));
}

void PortCall::on_released(const Release& why) {
  if (phase_ == Phase::over) return;
  end_.released = why;
  if (phase_ == Phase::in_fax) {
    const bool fax_was_heard = !progress_.last_frame.empty() && progress_.phase > FaxPhase::identify;
    session_->stop(outcome_of_drop(why, fax_was_heard || !progress_.remote_id.empty()));
    pull_progress();
  }
  conclude();
}

void PortCall::stop(Outcome why) {
  if (phase_ == Phase::ending || phase_ == Phase::over) return;
  end_.stopped = why;
  if (session_) {
    session_->stop(why);
    pull_progress();
  }
  show(PortState::aborting);
  end(why);
}

void PortCall::give_up(Outcome outcome, std::string_view why) {
  log::warn(where(), "gives up: {}", why);
  drain_trace();
  remark("given up", std::string{why});
  stop(outcome);
}

void PortCall::on_no_answer() { give_up(Outcome::no_answer, "nobody answered in time"); }

// Wall time without a single exchange: the media path died and nobody said so.
void PortCall::look_for_media() {
  silent_looks_ = exchanges_ == exchanges_seen_ ? silent_looks_ + 1 : 0;
  exchanges_seen_ = exchanges_;
  if (silent_looks_ >= kLooksForMedia) return give_up(Outcome::cut_off, "no media came in or could be sent");
  arm(media_timer_, deadlines_.media_silence / kLooksForMedia, &PortCall::look_for_media);
}

void PortCall::end(Outcome outcome) {
  phase_ = Phase::ending;
  over_since_ = clock_.now();
  answer_timer_.cancel();
  media_timer_.cancel();
  const auto& row = row_of(outcome);
  if (row.good) show(row.shows_as);
  if (!call_) return conclude();
  arm(release_timer_, deadlines_.release, &PortCall::on_release_late);
  call_->release({row.good ? Outcome::none : outcome, 0, std::string{row.text}});
}

void PortCall::on_release_late() {
  log::warn(where(), "the line did not let go of the call in time; the port does");
  remark("release", "the line did not let go of the call in time");
  conclude();
}

void PortCall::conclude() {
  if (phase_ == Phase::over) return;
  if (phase_ != Phase::ending) over_since_ = clock_.now();
  phase_ = Phase::over;
  answer_timer_.cancel();
  media_timer_.cancel();
  release_timer_.cancel();
  const auto report = make_report();
  if (call_) call_->fax_ended(report.fax.outcome);
  show(row_of(report.fax.outcome).shows_as);
  log::info(where(), "ended {}, {} pages", code_of(report.fax.outcome), report.fax.pages_done);
  if (const auto owner = owner_.lock()) owner->on_call_over(report, std::move(received_));
}

CallReport PortCall::make_report() {
  drain_trace();
  if (session_) end_.fax = session_->result();
  CallReport report;
  report.port = status_.port;
  report.direction = end_.direction;
  report.job = status_.job.value_or(JobId{});
  report.attempt = status_.attempt;
  report.start = *status_.started_at;
  report.end = clock_.now();
  report.fax = result_of(end_);
  report.answered = end_.answered;
  report.sip_code = end_.released ? end_.released->sip_code : 0;
  report.transport = status_.transport;
  report.ecm = progress_.ecm;
  if (call_) report.media = call_->media_stats();
  if (!sending()) {
    report.caller_id = about_.caller_id;
    report.routing = about_.routing;
    report.csid = local_id_;
  }
  report.trace = std::move(trace_);
  return report;
}

void PortCall::rename(const PortSettings& settings) { show_settings(status_, settings); }

const PortStatus& PortCall::status() {
  if (!progress_shown_) {
    show_progress(status_, progress_, sending() ? order_->first_page : 1, sending() ? order_->facts.pages : 0);
    if (call_) show_media(status_, call_->media_stats());
    progress_shown_ = true;
  }
  return status_;
}

void PortCall::show(PortState state) {
  if (status_.state == state) return;
  show_state(status_, state, clock_.now());
  changed(true);
}

void PortCall::changed(bool news) {
  if (const auto owner = owner_.lock()) owner->on_call_changed(news);
}

void PortCall::arm(Timer& timer, std::chrono::nanoseconds delay, void (PortCall::*then)()) {
  timer = executor_->after(delay, [weak = weak_from_this(), then] {
    if (const auto self = weak.lock()) (*self.*then)();
  });
}

// T.30 frames carry line time and signalling the clock's: they differ when line time runs
// faster. The order they came in is kept, and no entry is older than the one before it.
void PortCall::add_trace(TraceEntry entry) {
  if (!trace_.empty()) entry.at = std::max(entry.at, trace_.back().at);
  trace_.push_back(std::move(entry));
}

void PortCall::remark(std::string what, std::string detail) {
  add_trace({.at = clock_.now(), .way = '.', .what = std::move(what), .detail = std::move(detail)});
}

void PortCall::drain_trace() {
  if (!session_) return;
  for (auto& entry : session_->take_trace()) add_trace(std::move(entry));
}

std::string PortCall::where() const { return "port " + status_.port.text(); }

}  // namespace caselli::port

#include "line/sip/fax_call.h"

#include <fmt/format.h>

#include <utility>

#include "base/log.h"

namespace caselli::sip_line {
namespace {

using namespace std::chrono_literals;
using sip::Kinds;

// Bells of telephone networks ring every 5 or 6 s.
constexpr auto kRing = 5s;

// The answering end is the one that should ask for T.38 (T.38 D.2.3.1), often once it
// hears its own machine: it has so long before we do. CED lasts 2.6 s at least (T.30 4.2.3).
constexpr auto kAskAfterAnswerTone = 1s;

constexpr std::string_view kSipLog = "sip";

// What a call that is not wanted is refused with.
int refusal_code(Outcome why) {
  switch (why) {
    case Outcome::busy:
      return 486;
    case Outcome::cut_off:
      return 503;
    default:
      return 480;
  }
}

}  // namespace

void FaxCall::post(std::function<void(FaxCall&)> task) {
  executor_->post([self = shared_from_this(), task = std::move(task)] { task(*self); });
}

bool FaxCall::begin(std::weak_ptr<Call::Listener> listener, std::shared_ptr<Executor> executor,
                    const sip::LegRules& rules) {
  listener_ = std::move(listener);
  executor_ = std::move(executor);
  session_id_ = parts_->random() >> 2;
  for (auto& octet : srtp_key_) octet = static_cast<std::uint8_t>(parts_->random());
  const auto& config = parts_->config;
  begin_capture();
  auto opened =
      CallMedia::open(parts_->network,
                      {config.media_address, config.media_ports, config.udptl,
                       fmt::format("{:016x}@{}", parts_->random(), config.media_address), parts_->random, capture_,
                       config.advertised_address.empty() ? config.media_address : config.advertised_address},
                      parts_->clock, executor_);
  if (!opened) {
    give_up(Outcome::unreachable, opened.error().text);
    return false;
  }
  {
    const std::lock_guard lock(media_mutex_);
    media_ = std::move(*opened);
  }
  leg_ = std::make_unique<sip::LegRunner>(rules, *this, *executor_, [this](std::uint32_t below) {
    return below == 0 ? 0 : static_cast<std::uint32_t>(parts_->random() % below);
  });
  return true;
}

void FaxCall::dial(const OutgoingCall& what, std::weak_ptr<Call::Listener> listener,
                   std::shared_ptr<Executor> executor) {
  outgoing_ = what;
  executor_ = executor;
  post([listener = std::move(listener), executor = std::move(executor)](FaxCall& call) mutable {
    auto rules = call.parts_->config.rules;
    rules.t38 = rules.t38 && call.outgoing_.t38;
    if (!rules.t38) rules.first_offer = sip::kAudio;
    if (!call.begin(std::move(listener), std::move(executor), rules)) return;
    if (rules.t38 && rules.when_calling == sip::T38Start::when_heard)
      call.media_->listen_for_answer([&call] { call.fax_answered(); });
    call.feed(sip::Dial{});
  });
}

void FaxCall::fax_answered() {
  remark("heard a fax", "answer tone");
  ask_for_t38_ = executor_->after(kAskAfterAnswerTone, [weak = weak_from_this()] {
    if (const auto self = weak.lock(); self && !self->released_) self->feed(sip::FaxHeard{});
  });
}

void FaxCall::take(const SipIncoming& about, std::shared_ptr<SipCall> sip, std::weak_ptr<Call::Listener> listener,
                   std::shared_ptr<Executor> executor) {
  incoming_ = about;
  sip_ = std::move(sip);
  executor_ = executor;
  post([listener = std::move(listener), executor = std::move(executor)](FaxCall& call) mutable {
    if (!call.begin(std::move(listener), std::move(executor), call.parts_->config.rules)) return;
    call.sip_->listen(call.weak_from_this(), call.executor_);
    const auto offer = call.read_offer(call.incoming_.sdp);
    call.feed(sip::Invited{offer, call.incoming_.cseq});
  });
}

void FaxCall::answer() {
  post([](FaxCall& call) {
    call.bell_.cancel();
    if (call.leg_) call.feed(sip::Accept{});
  });
}

void FaxCall::release(Release why) {
  post([why = std::move(why)](FaxCall& call) {
    if (!call.leg_ || call.released_) return;
    call.why_ = why;
    call.feed(sip::HangUp{refusal_code(why.outcome)});
  });
}

void FaxCall::keep_media(bool keep) {
  post([keep](FaxCall& call) {
    if (!call.leg_ || call.released_) return;
    if (keep) call.media_->listen_for_answer({});
    call.feed(keep ? sip::LegEvent{sip::PagePhaseBegun{}} : sip::LegEvent{sip::PagePhaseOver{}});
  });
}

MediaStats FaxCall::media_stats() const {
  const std::lock_guard lock(media_mutex_);
  return media_ ? media_->stats() : MediaStats{};
}

void FaxCall::feed(const sip::LegEvent& event) { leg_->on(event); }

// It never came to a leg.
void FaxCall::give_up(Outcome outcome, std::string text) {
  log::warn(kSipLog, "{}: {}", parts_->config.trunk.name, text);
  if (sip_) sip_->respond(incoming_.cseq, {.status = 503});
  released_ = over_told_ = true;
  if (const auto listener = listener_.lock()) listener->on_released({outcome, 0, std::move(text)});
  post([](FaxCall& call) { call.over_(call); });
}

void FaxCall::remark(std::string what, std::string detail) {
  if (const auto listener = listener_.lock(); listener && !released_)
    listener->on_signalling({parts_->clock.now(), '.', std::move(what), std::move(detail)});
}

void FaxCall::on_sip_trace(TraceEntry entry) {
  if (capture_) capture_->sip(entry);
  const auto listener = listener_.lock();
  if (listener && !released_ && trace_limit_.admit(entry)) listener->on_signalling(std::move(entry));
}

// ---- Descriptions ----

LocalMedia FaxCall::local(Kinds kinds) const {
  const auto& config = parts_->config;
  LocalMedia media;
  media.session_id = session_id_;
  media.address = config.advertised_address.empty() ? config.media_address : config.advertised_address;
  media.audio_port = kinds.audio ? media_->audio_port() : std::uint16_t{0};
  media.t38_port = kinds.t38 && config.rules.t38 ? media_->t38_port() : std::uint16_t{0};
  media.codecs = config.codecs;
  media.t38 = config.t38;
  if (config.srtp) media.srtp = srtp_key_;
  return media;
}

std::string FaxCall::offer_text(Kinds kinds) {
  const auto how = !kinds.t38 ? OfferKinds::audio : kinds.audio ? OfferKinds::audio_and_t38 : OfferKinds::t38;
  ours_ = make_offer(local(kinds), how, ours_);
  return print(*ours_);
}

std::string FaxCall::answer_text(Kinds accepted) {
  if (!asked_) return {};
  auto answered = caselli::answer_offer(*asked_, local(accepted), ours_);
  if (const auto* refused = std::get_if<MediaRefusal>(&answered)) {
    remark("sdp", refused->reason);
    return {};
  }
  auto& answer = std::get<MediaAnswer>(answered);
  ours_ = std::move(answer.sdp);
  agreed_ = std::move(answer.agreed);
  standing_ = ours_;
  theirs_ = std::exchange(asked_, std::nullopt);
  return print(*ours_);
}

std::optional<sip::LegOffer> FaxCall::read_offer(const std::string& sdp) {
  asked_.reset();
  if (sdp.empty()) return {};
  auto parsed = parse_sdp(sdp);
  if (!parsed) {
    remark("sdp", parsed.error().text);
    return sip::LegOffer{};  // with nothing in it that could be taken
  }
  asked_ = std::move(*parsed);
  const auto offered = offered_media(*asked_, local());
  if (!offered.reasons.empty()) remark("sdp", offered.reasons);
  return sip::LegOffer{{offered.audio, offered.t38}, offered.held, theirs_ && is_same_session(*theirs_, *asked_)};
}

std::optional<sip::LegAnswer> FaxCall::read_their_answer(const std::string& sdp) {
  if (sdp.empty() || !ours_) return {};
  auto parsed = parse_sdp(sdp);
  if (!parsed) {
    remark("sdp", parsed.error().text);
    return sip::LegAnswer{};
  }
  auto read = read_answer(*ours_, *parsed, local());
  theirs_ = std::move(*parsed);
  if (const auto* refused = std::get_if<MediaRefusal>(&read)) {
    remark("sdp", refused->reason);
    return sip::LegAnswer{};
  }
  auto& accepted = std::get<AnswerAccepted>(read);
  if (!accepted.remark.empty()) remark("sdp", accepted.remark);
  agreed_ = std::move(accepted.agreed);
  standing_ = ours_;
  const bool t38 = kind_of(*agreed_) == Transport::t38;
  return sip::LegAnswer{t38 ? sip::kT38 : sip::kAudio, is_held(*agreed_)};
}

// ---- What comes from the stack ----

void FaxCall::on_sip(const SipEvent& event) {
  if (!leg_) return;
  struct Reader {
    FaxCall& call;
    void operator()(const SipProgress& got) {
      const auto answer = call.read_their_answer(got.sdp);
      if (answer && call.agreed_)
        if (auto& early = call.early_[got.dialog]; !early.settled) early = {*call.agreed_, got.reliable};
      call.feed(sip::Progress{got.status, got.dialog, answer, got.reliable});
    }
    void operator()(const SipAnswered& got) {
      const auto answer = call.read_their_answer(got.sdp);
      if (const auto early = call.early_.find(got.dialog);
          early != call.early_.end() && (early->second.settled || !answer))
        call.agreed_ = early->second.agreed;
      call.feed(sip::Answered{got.dialog, answer});
    }
    void operator()(const SipRefused& got) {
      call.reason_ = got.reason;
      call.phrase_ = got.phrase;
      call.internal_ = got.internal;
      call.feed(sip::Refused{got.status});
    }
    void operator()(const SipReofferProgress&) { call.feed(sip::ReinviteProgress{}); }
    void operator()(const SipReofferAnswered& got) {
      if (got.status >= 300) {
        const auto later = got.retry_after.count() > 0 ? std::optional{got.retry_after} : std::nullopt;
        return call.feed(sip::ReinviteRefused{got.status, later});
      }
      call.feed(sip::ReinviteAccepted{call.read_their_answer(got.sdp)});
    }
    void operator()(const SipOffered& got) {
      call.offer_cseq_ = got.cseq;
      call.offer_by_ = got.by;
      call.offer_dialog_ = got.dialog;
      const auto by = got.by == SipOfferBy::reinvite ? sip::OfferBy::reinvite
                      : got.by == SipOfferBy::update ? sip::OfferBy::update
                                                     : sip::OfferBy::prack;
      call.feed(sip::Offered{by, call.read_offer(got.sdp), got.cseq, got.dialog});
    }
    void operator()(const SipAcked& got) { call.feed(sip::Acked{got.cseq, call.read_their_answer(got.sdp)}); }
    void operator()(const SipNotAcked& got) { call.feed(sip::NotAcked{got.cseq}); }
    void operator()(const SipCancelled& got) {
      call.reason_ = got.reason;
      call.feed(sip::Cancelled{});
    }
    void operator()(const SipByeReceived& got) {
      call.bye_cseq_ = got.cseq;
      call.reason_ = got.reason;
      call.feed(sip::ByeArrived{got.dialog});
    }
    void operator()(const SipByeAnswered& got) { call.feed(sip::ByeAnswered{got.dialog}); }
    void operator()(const SipRefreshDue&) { call.feed(sip::RefreshDue{}); }
    void operator()(const SipSessionExpired&) { call.feed(sip::SessionExpired{}); }
    void operator()(const SipStopped&) { call.feed(sip::Stopped{}); }
  };
  std::visit(Reader{*this}, event);
}

void FaxCall::ring_again() {
  if (const auto listener = listener_.lock()) listener->on_ringing();
  bell_ = executor_->after(kRing, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->ring_again();
  });
}

}  // namespace caselli::sip_line

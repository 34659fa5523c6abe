#include "line/sip/sip_line.h"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "base/log.h"
#include "line/sip/fax_call.h"
#include "media/media_loop.h"

namespace caselli {

using sip_line::FaxCall;
using sip_line::LineParts;

namespace {

// What kind of failure a trunk's state is, for those who advise.
Errc code_of(SipTrunkState::Kind kind) {
  switch (kind) {
    case SipTrunkState::Kind::not_bound:
      return Errc::address_in_use;
    case SipTrunkState::Kind::no_certificate:
      return Errc::bad_config;
    case SipTrunkState::Kind::wrong_password:
      return Errc::unauthenticated;
    case SipTrunkState::Kind::refused:
      return Errc::permission_denied;
    case SipTrunkState::Kind::unreachable:
      return Errc::unreachable;
    case SipTrunkState::Kind::starting:
    case SipTrunkState::Kind::ready:
      break;
  }
  return Errc::unavailable;
}

class SipLine final : public Line, public std::enable_shared_from_this<SipLine> {
 public:
  SipLine(LineParts parts, IncomingCalls& incoming)
      : parts_(std::make_shared<const LineParts>(std::move(parts))), incoming_(incoming) {}

  const std::string& name() const override { return parts_->config.trunk.name; }

  Status state() const override {
    const std::lock_guard lock(mutex_);
    if (state_.ready()) return Done{};
    return Error{code_of(state_.kind), state_.text.empty() ? "is being started" : state_.text};
  }

  std::string about() const override {
    const std::lock_guard lock(mutex_);
    return state_.text;
  }

  std::shared_ptr<Call> dial(const OutgoingCall& what, std::weak_ptr<Call::Listener> listener,
                             std::shared_ptr<Executor> executor) override {
    const auto call = make_call();
    call->dial(what, std::move(listener), std::move(executor));
    return call;
  }

  void on_state_change(std::function<void()> changed) override {
    const std::lock_guard lock(mutex_);
    changed_ = std::move(changed);
  }

  // From the stack.
  void on_trunk_state(const SipTrunkState& state) {
    std::function<void()> changed;
    {
      const std::lock_guard lock(mutex_);
      if (state == state_) return;
      state_ = state;
      changed = changed_;
    }
    if (state.ready())
      log::info(name(), "ready: {}", state.text);
    else if (state.kind == SipTrunkState::Kind::starting)
      log::info(name(), "starts: {}", state.text);
    else
      log::warn(name(), "offline: {}", state.text);
    if (changed) changed();
  }

  void on_incoming(const SipIncoming& about, std::shared_ptr<SipCall> sip) {
    if (const auto refusal = unsuitable(about); refusal > 0) return sip->respond(about.cseq, {.status = refusal});
    const auto call = make_call();
    const auto taken = incoming_.on_incoming({about.caller, about.called, {}, name()}, call);
    if (!taken) {
      log::info(name(), "call from {} to {} refused: {}", about.caller, about.called, taken.error().text);
      forget(*call);
      return sip->respond(about.cseq, {.status = taken.error().code == Errc::not_found ? 404 : 486});
    }
    call->take(about, std::move(sip), taken->listener, taken->executor);
  }

 private:
  // An offer without anything for a fax is refused before it takes a port (RFC 3261 13.3.1.3).
  int unsuitable(const SipIncoming& about) const {
    if (about.sdp.empty()) return 0;
    const auto offer = parse_sdp(about.sdp);
    if (!offer) return 400;
    LocalMedia media;
    media.address = parts_->config.media_address;
    media.audio_port = 1;
    media.t38_port = parts_->config.rules.t38 && parts_->config.rules.t38_in_first ? 1 : 0;
    media.codecs = parts_->config.codecs;
    if (parts_->config.srtp) media.srtp.emplace();
    const auto offered = offered_media(*offer, media);
    return offered.audio || offered.t38 ? 0 : 488;
  }

  std::shared_ptr<FaxCall> make_call() {
    auto call = std::make_shared<FaxCall>(parts_, [weak = weak_from_this()](FaxCall& over) {
      if (const auto line = weak.lock()) line->forget(over);
    });
    const std::lock_guard lock(mutex_);
    calls_.insert(call);
    return call;
  }
  void forget(FaxCall& call) {
    const std::lock_guard lock(mutex_);
    calls_.erase(call.shared_from_this());
  }

  const std::shared_ptr<const LineParts> parts_;
  IncomingCalls& incoming_;
  mutable std::mutex mutex_;
  SipTrunkState state_;
  std::function<void()> changed_;
  std::set<std::shared_ptr<FaxCall>> calls_;
};

}  // namespace

class SipLines::Hub final : public SipStack::Listener {
 public:
  Hub(Parts given, std::unique_ptr<MediaLoop> loop) : parts(std::move(given)), media(std::move(loop)) {}

  void on_incoming(const SipIncoming& about, std::shared_ptr<SipCall> call) override {
    if (const auto line = find(about.trunk)) line->on_incoming(about, std::move(call));
  }
  void on_trunk_state(const std::string& trunk, const SipTrunkState& state) override {
    if (const auto line = find(trunk)) line->on_trunk_state(state);
  }
  std::shared_ptr<SipLine> find(const std::string& name) const {
    const std::lock_guard lock(mutex);
    const auto found = lines.find(name);
    return found == lines.end() ? nullptr : found->second;
  }

  const Parts parts;
  const std::unique_ptr<MediaLoop> media;
  std::unique_ptr<SipStack> stack;
  mutable std::mutex mutex;
  std::map<std::string, std::shared_ptr<SipLine>> lines;
};

SipLines::SipLines(std::shared_ptr<Hub> hub) : hub_(std::move(hub)) {}

SipLines::~SipLines() { hub_->stack->stop(); }

Result<std::unique_ptr<SipLines>> SipLines::start(Parts parts) {
  auto loop = MediaLoop::start();
  if (!loop) return loop.error();
  auto hub = std::make_shared<Hub>(std::move(parts), std::move(*loop));
  hub->stack = std::make_unique<SipStack>(hub->parts.clock, hub, hub->parts.strands.make_strand());
  return std::unique_ptr<SipLines>(new SipLines(std::move(hub)));
}

Result<std::shared_ptr<Line>> SipLines::add(SipLineConfig config) {
  const auto name = config.trunk.name;
  const auto trunk = config.trunk;
  auto line = std::make_shared<SipLine>(
      LineParts{std::move(config), hub_->parts.clock, *hub_->stack, *hub_->media, hub_->parts.random},
      hub_->parts.incoming);
  {
    const std::lock_guard lock(hub_->mutex);
    hub_->lines[name] = line;
  }
  if (auto added = hub_->stack->add_trunk(trunk); !added) {
    const std::lock_guard lock(hub_->mutex);
    hub_->lines.erase(name);
    return added.error();
  }
  line->on_trunk_state(hub_->stack->state(name));
  return std::shared_ptr<Line>(std::move(line));
}

int SipLines::local_port(const std::string& trunk, SipProtocol protocol) const {
  return hub_->stack->local_port(trunk, protocol);
}

}  // namespace caselli

#include "line/sip/call_media.h"

#include <algorithm>
#include <utility>

namespace caselli::sip_line {
namespace {

// Kept between two beats; a flood is dropped, as the network would.
constexpr std::size_t kMostArrivals = 400;
// Line time that is caught up at once after the machine stood still.
constexpr int kMostTicksAtOnce = 25;
constexpr Monotonic kT38Tick = kMediaTick;

G711Law law_of(AudioCodec codec) { return codec == AudioCodec::pcma ? G711Law::a : G711Law::mu; }

UdptlCorrection correction_of(T38ErrorCorrection agreed) {
  switch (agreed) {
    case T38ErrorCorrection::fec:
      return UdptlCorrection::fec;
    case T38ErrorCorrection::redundancy:
      return UdptlCorrection::redundancy;
    case T38ErrorCorrection::none:
      break;
  }
  return UdptlCorrection::none;
}

}  // namespace

// An address that SDP named and that was heard stays; before, another that speaks is
// believed. Another port of the same host is always the far end's (gateways move theirs).
bool FarEnd::takes(const SocketAddress& from) {
  if (from == at_) {
    heard_ = true;
    return true;
  }
  if (heard_ && from.host() != at_.host()) return false;
  at_ = from;
  heard_ = true;
  return true;
}

// Between the network's thread and the call's executor.
class CallMedia::Inbox : public std::enable_shared_from_this<Inbox> {
 public:
  Inbox(CallMedia& owner, std::shared_ptr<Executor> executor) : owner_(&owner), executor_(std::move(executor)) {}

  void put(Arrival arrival) {
    const std::lock_guard lock(mutex_);
    if (arrivals_.size() < kMostArrivals) arrivals_.push_back(std::move(arrival));
  }
  void tick(Monotonic now) {
    if (!flows_ || posted_.exchange(true)) return;
    executor_->post([self = shared_from_this(), now] {
      self->posted_ = false;
      if (self->owner_ != nullptr) self->owner_->beat(now, self->take());
    });
  }
  void flow(bool on) { flows_ = on; }
  void close() { owner_ = nullptr; }  // on the executor

 private:
  std::vector<Arrival> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(arrivals_, {});
  }
  CallMedia* owner_;
  const std::shared_ptr<Executor> executor_;
  std::mutex mutex_;
  std::vector<Arrival> arrivals_;
  std::atomic<bool> posted_{false};
  std::atomic<bool> flows_{false};
};

class CallMedia::Tap final : public MediaReceiver {
 public:
  Tap(Kind kind, std::shared_ptr<Inbox> inbox) : kind_(kind), inbox_(std::move(inbox)) {}
  void on_datagram(const SocketAddress& from, std::span<const std::uint8_t> bytes, Monotonic at) override {
    inbox_->put({kind_, from, Datagram{bytes.begin(), bytes.end()}, at});
  }
  void on_tick(Monotonic now) override { inbox_->tick(now); }
  bool takes_ticks() const override { return kind_ == audio; }  // the beat of the call, whatever flows

 private:
  const Kind kind_;
  const std::shared_ptr<Inbox> inbox_;
};

CallMedia::CallMedia(const Config& config, const Clock& clock, std::shared_ptr<Executor> executor)
    : config_(config),
      clock_(clock),
      executor_(std::move(executor)),
      inbox_(std::make_shared<Inbox>(*this, executor_)),
      udptl_out_(config.udptl),
      udptl_in_(config.udptl) {}

CallMedia::~CallMedia() { inbox_->close(); }

Result<std::unique_ptr<CallMedia>> CallMedia::open(MediaNetwork& network, const Config& config, const Clock& clock,
                                                   std::shared_ptr<Executor> executor) {
  std::unique_ptr<CallMedia> media(new CallMedia(config, clock, std::move(executor)));
  for (const auto kind : {audio, rtcp, t38}) {
    const auto index = static_cast<std::size_t>(kind);
    media->taps_[index] = std::make_shared<Tap>(kind, media->inbox_);
    // RTCP is at the port after RTP's (RFC 3550 11); when that is taken, the call lives
    // without it.
    const auto next = kind == rtcp ? static_cast<std::uint16_t>(media->audio_port() + 1) : std::uint16_t{0};
    auto socket =
        network.open(config.address, kind == rtcp ? PortRange{next, next} : config.ports, media->taps_[index]);
    if (!socket && kind != rtcp) return socket.error();
    if (socket) media->sockets_[index] = std::move(*socket);
  }
  return media;
}

Status CallMedia::use(const MediaAgreed& agreed, std::weak_ptr<Call::Listener> listener) {
  listener_ = std::move(listener);
  held_ = is_held(agreed);
  const auto* as_audio = std::get_if<AudioAgreed>(&agreed);
  if (auto used = as_audio ? use_audio(*as_audio) : use_t38(std::get<T38Agreed>(agreed)); !used) return used;
  t38_flows_ = as_audio == nullptr;
  inbox_->flow(true);
  return Done{};
}

Status CallMedia::use_audio(const AudioAgreed& agreed) {
  const auto before = std::exchange(audio_agreed_, agreed);
  if (!held_) {
    auto rtp = SocketAddress::parse(agreed.address, agreed.port);
    auto reports =
        SocketAddress::parse(agreed.rtcp_address.empty() ? agreed.address : agreed.rtcp_address, agreed.rtcp_port);
    if (!rtp) return rtp.error();
    if (!reports) return reports.error();
    if (!before || before->address != agreed.address || before->port != agreed.port) {
      audio_end_ = FarEnd{*rtp};
      rtcp_end_ = FarEnd{*reports};
    }
  }
  const RtpFormat format{static_cast<std::uint8_t>(agreed.send_payload_type), law_of(agreed.codec)};
  if (rtp_ && before->srtp == agreed.srtp) {
    rtp_->send_as(format);
    return Done{};
  }
  RtpAudioConfig config;
  config.start = {static_cast<std::uint32_t>(config_.random()), static_cast<std::uint16_t>(config_.random()),
                  static_cast<std::uint32_t>(config_.random())};
  config.send = format;
  config.dynamic = {{static_cast<std::uint8_t>(agreed.receive_payload_type), law_of(agreed.codec)}};
  config.cname = config_.cname;
  config.seed = config_.random();
  config.wall = clock_.now();
  if (agreed.srtp) {
    config.our_keys = SrtpKeys{agreed.srtp->suite, agreed.srtp->ours};
    config.their_keys = SrtpKeys{agreed.srtp->suite, agreed.srtp->theirs};
  }
  auto made = RtpAudio::make(std::move(config), clock_.monotonic());
  if (!made) return made.error();
  rtp_ = std::move(*made);
  return Done{};
}

Status CallMedia::use_t38(const T38Agreed& agreed) {
  UdptlParameters parameters = config_.udptl;
  parameters.correction = correction_of(agreed.error_correction);
  parameters.far_max_datagram = static_cast<std::size_t>(std::max(agreed.terms.max_datagram.value_or(0), 0));
  udptl_out_.use(parameters);
  if (held_) return Done{};
  const auto far = SocketAddress::parse(agreed.address, agreed.port);
  if (!far) return far.error();
  const bool moved = !(t38_end_.at() == *far);
  if (t38_begun_ && !moved) return Done{};
  if (t38_begun_) udptl_in_.restart();
  t38_end_ = FarEnd{*far};
  if (!std::exchange(t38_begun_, true)) t38_at_ = clock_.monotonic();
  // Opens the way through NAT and firewalls before the far end has anything to say.
  if (const auto opening = udptl_out_.no_signal()) send(t38, t38_end_.at(), {opening->bytes});
  return Done{};
}

void CallMedia::listen_for_answer(std::function<void()> heard) {
  answer_tone_ = heard ? std::make_unique<AnswerTone>() : nullptr;
  answer_heard_ = std::move(heard);
}

void CallMedia::stop() {
  inbox_->flow(false);
  if (rtp_ && audio_agreed_ && !held_ && sockets_[rtcp]) {
    rtp_->bye(clock_.monotonic(), "the call ended", rtp_out_);
    send(rtcp, rtcp_end_.at(), rtp_out_.rtcp);
  }
}

void CallMedia::beat(Monotonic now, const std::vector<Arrival>& arrivals) {
  const auto listener = listener_.lock();
  if (!listener) return;
  if (config_.capture)
    for (const auto& arrival : arrivals) capture(false, arrival.kind, arrival.from, arrival.bytes, arrival.at);
  if (t38_flows_)
    beat_t38(now, arrivals, *listener);
  else
    beat_audio(now, arrivals, *listener);
}

void CallMedia::beat_audio(Monotonic now, const std::vector<Arrival>& arrivals, Call::Listener& listener) {
  for (const auto& arrival : arrivals) {
    if (arrival.kind == t38) continue;
    if ((arrival.kind == audio ? audio_end_ : rtcp_end_).takes(arrival.from))
      static_cast<void>(rtp_->on_packet(arrival.at, arrival.bytes));  // counted as refused there
  }
  rtp_->tick(now, rtp_out_);
  for (const auto& heard : rtp_out_.heard) {
    out_.audio.clear();
    out_.packets.clear();
    listener.on_exchange(heard, out_);
    rtp_->put(out_.audio);
  }
  listen_to_answer();
  if (!held_) {
    send(audio, audio_end_.at(), rtp_out_.rtp);
    if (sockets_[rtcp]) send(rtcp, rtcp_end_.at(), rtp_out_.rtcp);
  }
  keep_stats(rtp_->stats());
}

void CallMedia::listen_to_answer() {
  if (!answer_tone_) return;
  const auto heard = [&](const MediaIn& in) { return answer_tone_->hear(in.audio); };
  if (std::ranges::none_of(rtp_out_.heard, heard)) return;
  answer_tone_.reset();
  std::exchange(answer_heard_, {})();
}

// Line time of T.38 is the clock's; packets belong to the first tick after they came.
void CallMedia::beat_t38(Monotonic now, const std::vector<Arrival>& arrivals, Call::Listener& listener) {
  in_.packets.clear();
  for (const auto& arrival : arrivals)
    if (arrival.kind == t38 && t38_end_.takes(arrival.from))
      static_cast<void>(udptl_in_.take(now, arrival.bytes, in_.packets));  // counted as malformed there
  udptl_in_.pass(now, in_.packets);
  auto ticks = (now - t38_at_) / kT38Tick;
  t38_at_ += ticks * kT38Tick;
  ticks = std::clamp<decltype(ticks)>(ticks, in_.packets.empty() ? 0 : 1, kMostTicksAtOnce);
  for (; ticks > 0; --ticks) {
    in_.elapsed = kTick;
    out_.audio.clear();
    out_.packets.clear();
    listener.on_exchange(in_, out_);
    in_.packets.clear();
    if (!held_) send_packets(out_.packets);
  }
  keep_stats(udptl_in_.receiver().stats());
}

void CallMedia::send_packets(const std::vector<IfpPacket>& packets) {
  std::vector<Datagram> datagrams;
  for (const auto& packet : packets) {
    auto made = udptl_out_.send(packet);
    if (!made) continue;  // larger than the far end takes: nothing that could be sent instead
    for (int copy = 0; copy < made->copies; ++copy) datagrams.push_back(made->bytes);
  }
  if (!datagrams.empty()) send(t38, t38_end_.at(), datagrams);
}

void CallMedia::send(Kind kind, const SocketAddress& to, const std::vector<Datagram>& datagrams) {
  sockets_[kind]->send(to, datagrams);
  if (!config_.capture) return;
  const auto now = clock_.monotonic();
  for (const auto& datagram : datagrams) capture(true, kind, to, datagram, now);
}

void CallMedia::capture(bool sent, Kind kind, const SocketAddress& far, const Datagram& bytes, Monotonic at) {
  const auto ours = SocketAddress::parse(config_.shown_address, sockets_[kind] ? sockets_[kind]->port() : 0);
  config_.capture->media(sent, ours ? *ours : SocketAddress{}, far, bytes, at);
}

void CallMedia::keep_stats(const MediaStats& stats) {
  const std::lock_guard lock(stats_mutex_);
  stats_ = stats;
}

MediaStats CallMedia::stats() const {
  const std::lock_guard lock(stats_mutex_);
  return stats_;
}

}  // namespace caselli::sip_line

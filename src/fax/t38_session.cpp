#include <spandsp.h>

#include <algorithm>

#include "fax/sessions.h"
#include "fax/t30_session.h"

namespace caselli::fax {
namespace {

using T38Engine = Handle<t38_terminal_state_t, &t38_terminal_free>;

// A T.38 receiver has no carrier to lose: when the network dies in mid-page SpanDSP waits
// for ever. Neither end is silent for so long in a living fax (T.30's longest timer, T5, is 60 s,
// but RR and RNR pass meanwhile).
constexpr Samples kSilenceLimit = 60 * kSampleRate;
// The longest IFP packet anyone sends is an ECM frame and its wrapping; UDPTL carries a few
// hundred octets (T.38 clause 9: maximum datagram). Longer ones are no fax.
constexpr std::size_t kLongestPacket = 1024;

// A fax over IP: packets instead of modems (T.38).
class T38Session final : public T30Session {
 public:
  explicit T38Session(CheckedOrder checked) : T30Session(std::move(checked)) {}
  // The engine gives its memory back only when told that the call is over.
  ~T38Session() override {
    if (engine_) stop(Outcome::cancelled);
  }

  bool make_engine() {
    engine_.reset(t38_terminal_init(nullptr, order().calling ? 1 : 0, &T38Session::send_packet, this));
    if (!engine_) return false;
    core_ = t38_terminal_get_t38_core_state(engine_.get());
    begin(t38_terminal_get_t30_state(engine_.get()));
    return true;
  }

 private:
  void run(const MediaIn& in, MediaOut& out) override {
    out_ = &out;
    for (const auto& packet : in.packets) {
      if (ended()) break;
      take_packet(packet);
    }
    for (Samples from = 0; from < in.elapsed && !ended(); from += kTick) {
      const auto samples = std::min(kTick, in.elapsed - from);
      pass(samples);
      t38_terminal_send_timeout(engine_.get(), static_cast<int>(samples));
    }
    out_ = nullptr;
    if (!ended() && now() - last_packet_ > kSilenceLimit) line_died();
  }

  void take_packet(const IfpPacket& packet) {
    if (packet.bytes.empty() || packet.bytes.size() > kLongestPacket) return;
    last_packet_ = now();
    t38_core_rx_ifp_packet(core_, packet.bytes.data(), static_cast<int>(packet.bytes.size()), packet.seq);
  }

  static int send_packet(t38_core_state_t*, void* self, const std::uint8_t* bytes, int size, int copies) noexcept {
    auto& session = *static_cast<T38Session*>(self);
    if (session.out_ == nullptr) return 0;  // the engine says farewell while it is stopped
    session.last_packet_ = session.now();
    session.out_->packets.push_back({session.seq_++, std::max(1, copies), {bytes, bytes + size}});
    return 0;
  }

  T38Engine engine_;
  t38_core_state_t* core_ = nullptr;  // part of engine_
  MediaOut* out_ = nullptr;           // while run() lasts
  std::uint16_t seq_ = 0;
  Samples last_packet_ = 0;  // sent or heard
};

}  // namespace

Result<std::unique_ptr<FaxSession>> make_t38_session(CheckedOrder checked) {
  auto session = std::make_unique<T38Session>(std::move(checked));
  if (!session->make_engine()) return Error{Errc::internal, "the T.38 engine could not be made: no memory"};
  return std::unique_ptr<FaxSession>{std::move(session)};
}

}  // namespace caselli::fax

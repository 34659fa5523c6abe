#include "support/impaired_network.h"

#include <map>
#include <utility>
#include <vector>

namespace caselli::test {
namespace {

// The same time, counted a little faster.
class FastClock final : public Clock {
 public:
  FastClock(const Clock& real, double ppm) : real_(real), ppm_(ppm) {}
  Instant now() const override { return real_.now(); }
  Monotonic monotonic() const override { return shown_at(real_.monotonic()); }
  Monotonic shown_at(Monotonic real) const {
    return real + Monotonic{static_cast<Monotonic::rep>(static_cast<double>(real.count()) * ppm_ * 1e-6)};
  }
  // When it shows that; within a nanosecond or two.
  Monotonic real_when(Monotonic shown) const {
    return Monotonic{static_cast<Monotonic::rep>(static_cast<double>(shown.count()) / (1 + ppm_ * 1e-6)) + 1};
  }

 private:
  const Clock& real_;
  const double ppm_;
};

struct OpenEnd {
  std::weak_ptr<MediaReceiver> receiver;
  const FastClock* clock;
};

}  // namespace

struct ImpairedNetwork::Impl : std::enable_shared_from_this<Impl> {
  class Machine;
  class Socket;

  Impl(VirtualTime& of, std::uint64_t seed) : time(of), strand(of.make_strand()), random(seed) {}

  void deliver(const std::string& to, const SocketAddress& from, const Datagram& datagram) {
    const auto end = ends.find(to);
    if (end == ends.end()) return;
    if (const auto receiver = end->second->receiver.lock())
      receiver->on_datagram(from, datagram, end->second->clock->monotonic());
  }
  void tick_after(const std::weak_ptr<OpenEnd>& which, Monotonic last) {
    const auto end = which.lock();
    if (!end) return;
    const auto next = last + kMediaTick;
    strand
        ->after(end->clock->real_when(next) - time.clock().monotonic(),
                [this, self = shared_from_this(), which, next] {
                  if (const auto now_end = which.lock())
                    if (const auto receiver = now_end->receiver.lock(); receiver && receiver->takes_ticks())
                      receiver->on_tick(now_end->clock->monotonic());
                  tick_after(which, next);
                })
        .detach();
  }

  VirtualTime& time;
  const std::shared_ptr<Executor> strand;
  std::mt19937_64 random;
  std::map<std::string, std::shared_ptr<OpenEnd>> ends;  // by address and port
  std::vector<std::unique_ptr<Machine>> machines;
};

class ImpairedNetwork::Impl::Socket final : public MediaSocket {
 public:
  Socket(std::shared_ptr<Impl> network, ImpairedWay& way, SocketAddress own)
      : network_(std::move(network)), way_(way), own_(own) {}
  ~Socket() override { network_->ends.erase(own_.text()); }
  std::uint16_t port() const override { return own_.port(); }

  void send(const SocketAddress& to, std::span<const Datagram> datagrams) override {
    const auto now = network_->time.clock().monotonic();
    for (const auto& datagram : datagrams)
      for (const auto at : way_.arrivals(now))
        network_->strand
            ->after(at - now, [network = network_, to = to.text(), from = own_,
                               datagram] { network->deliver(to, from, datagram); })
            .detach();
  }

 private:
  const std::shared_ptr<Impl> network_;
  ImpairedWay& way_;
  const SocketAddress own_;
};

class ImpairedNetwork::Impl::Machine final : public ImpairedNetwork::Host {
 public:
  Machine(Impl& network, std::string address, double ppm)
      : network_(network), address_(std::move(address)), clock_(network.time.clock(), ppm), way_(network.random()) {}

  const Clock& clock() const override { return clock_; }
  const std::string& address() const override { return address_; }
  void impair(const Impairment& impairment) override { way_.impair(impairment); }
  const ImpairedCounters& counters() const override { return way_.counters(); }

  Result<std::unique_ptr<MediaSocket>> open(const std::string& address, PortRange range,
                                            std::weak_ptr<MediaReceiver> receiver) override {
    if (address != address_) return Error{Errc::unavailable, address + " is no address of " + address_};
    const bool any = range.first == 0;
    const int last = any ? 65534 : range.last;
    const int step = range.first == range.last && !any ? 1 : 2;
    for (int port = any ? 10'000 : range.first; port <= last; port += step) {
      const auto own = SocketAddress::parse(address, static_cast<std::uint16_t>(port));
      if (!own) return own.error();
      if (network_.ends.contains(own->text())) continue;
      const auto end = std::make_shared<OpenEnd>(OpenEnd{std::move(receiver), &clock_});
      network_.ends[own->text()] = end;
      const auto phase = Monotonic{static_cast<Monotonic::rep>(
          network_.random() % static_cast<std::uint64_t>(std::chrono::nanoseconds{kMediaTick}.count()))};
      network_.tick_after(end, clock_.monotonic() + phase - kMediaTick);
      return std::unique_ptr<MediaSocket>{std::make_unique<Socket>(network_.shared_from_this(), way_, *own)};
    }
    return Error{Errc::unavailable, "no media port is free on " + address};
  }

 private:
  Impl& network_;
  const std::string address_;
  const FastClock clock_;
  ImpairedWay way_;
};

ImpairedNetwork::ImpairedNetwork(VirtualTime& time, std::uint64_t seed) : impl_(std::make_shared<Impl>(time, seed)) {}
ImpairedNetwork::~ImpairedNetwork() = default;

ImpairedNetwork::Host& ImpairedNetwork::add_host(const std::string& address, double ppm) {
  impl_->machines.push_back(std::make_unique<Impl::Machine>(*impl_, address, ppm));
  return *impl_->machines.back();
}

}  // namespace caselli::test

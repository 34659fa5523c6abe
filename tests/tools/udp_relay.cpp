// A bad network between two SIP ends on this machine: forwards their SIP over UDP, puts
// itself into their descriptions, and delays, reorders, repeats and loses their media.
//
//   udp_relay --a PORT --b PORT [options]
//
// a and b: where the ends listen for SIP, on 127.0.0.1. The first line of output says where
// the relay listens for each: `a PORT b PORT`. End a calls the first one to reach b, and the
// other way round. SIGTERM ends it; the last lines say what happened to the media.
//
//   --delay MS  --jitter MS  --in-order  --loss PERCENT  --bursts PERCENT  --burst-length N
//   --duplicates PERCENT  --held-up PERCENT  --hold-up MS  --seed N
//
// What it knows of SIP is the least that works for Caselli and its like: addresses in
// messages are 127.0.0.1:PORT, one audio and one image line at a time, no digest.

#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <queue>
#include <string>
#include <vector>

#include "support/impairment.h"

namespace caselli::test {
namespace {

volatile sig_atomic_t stopped = 0;

Monotonic now() { return std::chrono::duration_cast<Monotonic>(std::chrono::steady_clock::now().time_since_epoch()); }

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "udp_relay: %s\n", why.c_str());
  std::exit(2);
}

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

class Udp {
 public:
  // On that port, or any; -1 in port() when it is taken.
  explicit Udp(int port) : fd_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
    auto own = loopback(port);
    socklen_t length = sizeof own;
    if (fd_ < 0) give_up("no descriptor is free");
    if (::bind(fd_, reinterpret_cast<sockaddr*>(&own), length) != 0) return;
    ::getsockname(fd_, reinterpret_cast<sockaddr*>(&own), &length);
    port_ = ntohs(own.sin_port);
    constexpr int kRoom = 1 << 20;
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &kRoom, sizeof kRoom);
  }
  Udp(const Udp&) = delete;
  ~Udp() { ::close(fd_); }
  int fd() const { return fd_; }
  int port() const { return port_; }
  void send(int to, const std::string& bytes) const {
    const auto target = loopback(to);
    ::sendto(fd_, bytes.data(), bytes.size(), MSG_DONTWAIT, reinterpret_cast<const sockaddr*>(&target), sizeof target);
  }

 private:
  const int fd_;
  int port_ = -1;
};

enum Side { a, b };
Side other(Side side) { return side == a ? b : a; }

// One kind of media of one call. Index of a socket: the end it faces.
struct Stream {
  std::array<std::unique_ptr<Udp>, 2> media, rtcp;
  std::array<int, 2> ends{};  // ports of the ends, as they described them
};

class Relay {
 public:
  Relay(std::array<int, 2> ends, const Impairment& way, std::uint64_t seed)
      : ends_(ends), ways_{ImpairedWay{seed, way}, ImpairedWay{seed + 1, way}} {
    for (const Side side : {a, b}) sip_[side] = std::make_unique<Udp>(0);
    std::printf("a %d b %d\n", sip_[a]->port(), sip_[b]->port());
    std::fflush(stdout);
  }

  void run() {
    while (!stopped) {
      std::vector<pollfd> watched;
      std::vector<std::function<void(std::string)>> tell;
      for (const Side side : {a, b})
        watch(watched, tell, *sip_[side], [this, side](auto bytes) { on_sip(side, bytes); });
      for (auto& [name, stream] : streams_)
        for (const Side side : {a, b}) {
          auto* each = stream.get();
          watch(watched, tell, *each->media[side],
                [this, each, side](auto bytes) { on_media(*each, side, false, std::move(bytes)); });
          watch(watched, tell, *each->rtcp[side],
                [this, each, side](auto bytes) { on_media(*each, side, true, std::move(bytes)); });
        }
      const auto wait =
          due_.empty() ? Monotonic{std::chrono::seconds{1}} : std::max(due_.top().at - now(), Monotonic{});
      const timespec limit{static_cast<time_t>(wait / std::chrono::seconds{1}),
                           static_cast<long>((wait % std::chrono::seconds{1}).count())};
      ::ppoll(watched.data(), watched.size(), &limit, &signals_while_waiting);
      std::string bytes;
      for (std::size_t i = 0; i < watched.size(); ++i)
        while ((watched[i].revents & POLLIN) != 0 && receive(watched[i].fd, bytes)) tell[i](bytes);
      for (; !due_.empty() && due_.top().at <= now(); due_.pop())
        due_.top().from->send(due_.top().to, due_.top().bytes);
    }
    for (const Side side : {a, b}) {
      const auto& seen = ways_[side].counters();
      std::printf("from_%c packets %d lost %d bursts %d duplicated %d overtook %d\n", side == a ? 'a' : 'b',
                  seen.packets, seen.lost, seen.bursts, seen.duplicated, seen.overtook);
    }
  }

  sigset_t signals_while_waiting{};

 private:
  struct Due {
    Monotonic at;
    std::uint64_t order;
    const Udp* from;
    int to;
    std::string bytes;
    bool operator<(const Due& that) const { return at != that.at ? at > that.at : order > that.order; }
  };

  template <class What>
  static void watch(std::vector<pollfd>& watched, std::vector<std::function<void(std::string)>>& tell,
                    const Udp& socket, What what) {
    watched.push_back({socket.fd(), POLLIN, 0});
    tell.emplace_back(std::move(what));
  }
  static bool receive(int fd, std::string& bytes) {
    bytes.resize(65536);
    const auto got = ::recv(fd, bytes.data(), bytes.size(), MSG_DONTWAIT);
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return got >= 0;
  }

  void on_media(const Stream& stream, Side from, bool rtcp, std::string bytes) {
    const Side to = other(from);
    const int port = stream.ends[to] + (rtcp ? 1 : 0);
    if (stream.ends[to] == 0) return;
    const auto sent = now();
    for (const auto at : ways_[from].arrivals(sent))
      due_.push({at, ++order_, (rtcp ? stream.rtcp : stream.media)[to].get(), port, bytes});
  }

  // The far end's place is taken by the socket that faces it, so that answers come here.
  void on_sip(Side from, std::string message) {
    const Side to = other(from);
    replace_address(message, ends_[from], sip_[to]->port());
    replace_address(message, sip_[from]->port(), ends_[to]);
    const auto head_end = message.find("\r\n\r\n");
    if (head_end != std::string::npos && message.find("application/sdp") < head_end) {
      const auto body = rewrite_sdp(from, call_id(message), message.substr(head_end + 4));
      message = with_length(message.substr(0, head_end + 2), body.size()) + "\r\n" + body;
    }
    sip_[to]->send(ends_[to], message);
  }

  static void replace_address(std::string& text, int was, int is) {
    const std::string old = "127.0.0.1:" + std::to_string(was), fresh = "127.0.0.1:" + std::to_string(is);
    for (auto at = text.find(old); at != std::string::npos; at = text.find(old, at + fresh.size())) {
      const auto after = at + old.size();
      if (after < text.size() && std::isdigit(static_cast<unsigned char>(text[after])) != 0) continue;
      text.replace(at, old.size(), fresh);
    }
  }
  static std::string call_id(const std::string& message) {
    auto at = message.find("\r\nCall-ID:");
    if (at == std::string::npos) return {};
    at += 10;
    return message.substr(at, message.find("\r\n", at) - at);
  }
  static std::string with_length(std::string head, std::size_t length) {
    const auto at = head.find("\r\nContent-Length:");
    if (at == std::string::npos) return head;
    const auto end = head.find("\r\n", at + 2);
    return head.replace(at + 17, end - at - 17, " " + std::to_string(length));
  }

  // Ports of `m=` lines become those of the sockets that face the other end; a=rtcp goes.
  std::string rewrite_sdp(Side from, const std::string& call, const std::string& sdp) {
    std::string made;
    for (std::size_t at = 0; at < sdp.size();) {
      const auto end = std::min(sdp.find('\n', at), sdp.size() - 1) + 1;
      auto line = sdp.substr(at, end - at);
      at = end;
      if (line.starts_with("a=rtcp:")) continue;
      if (line.starts_with("m=")) {
        const auto first = line.find(' ') + 1;
        const auto last = line.find(' ', first);
        const int port = std::atoi(line.c_str() + first);
        if (port > 0)
          line.replace(first, last - first, std::to_string(relayed(from, call + line.substr(2, first - 3), port)));
      }
      made += line;
    }
    return made;
  }
  int relayed(Side from, const std::string& name, int port) {
    auto& stream = streams_[name];
    if (!stream) {
      stream = std::make_unique<Stream>();
      for (const Side side : {a, b}) open_pair(stream->media[side], stream->rtcp[side]);
    }
    stream->ends[from] = port;
    return stream->media[other(from)]->port();
  }
  static void open_pair(std::unique_ptr<Udp>& media, std::unique_ptr<Udp>& rtcp) {
    for (int tries = 0; tries < 100; ++tries) {
      media = std::make_unique<Udp>(0);
      if (media->port() % 2 != 0) continue;
      rtcp = std::make_unique<Udp>(media->port() + 1);
      if (rtcp->port() > 0) return;
    }
    give_up("no two ports side by side are free");
  }

  const std::array<int, 2> ends_;
  std::array<std::unique_ptr<Udp>, 2> sip_;
  std::map<std::string, std::unique_ptr<Stream>> streams_;  // by Call-ID and kind; kept to the end
  std::array<ImpairedWay, 2> ways_;                         // from each side
  std::priority_queue<Due> due_;
  std::uint64_t order_ = 0;
};

struct Options {
  std::array<int, 2> ends{};
  Impairment way;
  std::uint64_t seed = 1;
};

Options read_options(int count, char** words) {
  Options options;
  auto& way = options.way;
  const std::map<std::string, std::function<void(double)>> known{
      {"--a", [&](double value) { options.ends[a] = static_cast<int>(value); }},
      {"--b", [&](double value) { options.ends[b] = static_cast<int>(value); }},
      {"--delay", [&](double value) { way.delay = std::chrono::milliseconds{static_cast<int>(value)}; }},
      {"--jitter", [&](double value) { way.jitter = std::chrono::milliseconds{static_cast<int>(value)}; }},
      {"--loss", [&](double value) { way.loss = value / 100; }},
      {"--bursts", [&](double value) { way.bursts = value / 100; }},
      {"--burst-length", [&](double value) { way.burst_length = static_cast<int>(value); }},
      {"--duplicates", [&](double value) { way.duplicates = value / 100; }},
      {"--held-up", [&](double value) { way.held_up = value / 100; }},
      {"--hold-up", [&](double value) { way.hold_up = std::chrono::milliseconds{static_cast<int>(value)}; }},
      {"--seed", [&](double value) { options.seed = static_cast<std::uint64_t>(value); }},
  };
  for (int i = 1; i < count; ++i) {
    if (words[i] == std::string{"--in-order"}) {
      way.in_order = true;
      continue;
    }
    const auto found = known.find(words[i]);
    char* end = nullptr;
    const double value = i + 1 < count ? std::strtod(words[i + 1], &end) : 0;
    if (found == known.end() || end == nullptr || *end != 0)
      give_up(std::string{"what is "} + words[i] + "? See the head of its source");
    found->second(value);
    ++i;
  }
  if (options.ends[a] <= 0 || options.ends[b] <= 0) give_up("--a PORT and --b PORT are needed");
  return options;
}

}  // namespace
}  // namespace caselli::test

int main(int count, char** words) {
  using namespace caselli::test;
  const auto options = read_options(count, words);
  // Signals come in while the relay waits, and at no other time.
  sigset_t ends, before;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  sigprocmask(SIG_BLOCK, &ends, &before);
  struct sigaction action {};
  action.sa_handler = [](int) { stopped = 1; };
  ::sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGINT, &action, nullptr);
  Relay relay(options.ends, options.way, options.seed);
  relay.signals_while_waiting = before;
  relay.run();
}

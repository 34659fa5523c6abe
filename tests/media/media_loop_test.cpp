// Real sockets on the loopback.

#include "media/media_loop.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <filesystem>
#include <iterator>
#include <mutex>

namespace caselli {
namespace {

class Listening final : public MediaReceiver {
 public:
  void on_datagram(const SocketAddress& from, std::span<const std::uint8_t> bytes, Monotonic) override {
    const std::lock_guard lock(mutex_);
    got_.emplace_back(from, Datagram{bytes.begin(), bytes.end()});
    news_.notify_all();
  }
  void on_tick(Monotonic now) override {
    const std::lock_guard lock(mutex_);
    ticks_.push_back(now);
    news_.notify_all();
  }
  std::vector<std::pair<SocketAddress, Datagram>> wait_for(std::size_t datagrams) {
    std::unique_lock lock(mutex_);
    news_.wait(lock, [&] { return got_.size() >= datagrams; });
    return got_;
  }
  std::vector<Monotonic> wait_for_ticks(std::size_t count) {
    std::unique_lock lock(mutex_);
    news_.wait(lock, [&] { return ticks_.size() >= count; });
    return ticks_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable news_;
  std::vector<std::pair<SocketAddress, Datagram>> got_;
  std::vector<Monotonic> ticks_;
};

std::ptrdiff_t open_descriptors() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), std::filesystem::directory_iterator{});
}

class MediaLoops : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    auto started = MediaLoop::start();
    ASSERT_TRUE(started) << started.error().text;
    loop_ = std::move(*started);
  }
  std::unique_ptr<MediaSocket> open(const std::shared_ptr<MediaReceiver>& receiver, PortRange range = {}) {
    auto socket = loop_->open(GetParam(), range, receiver);
    EXPECT_TRUE(socket) << socket.error().text;
    return socket ? std::move(*socket) : nullptr;
  }
  std::unique_ptr<MediaLoop> loop_;
  std::shared_ptr<Listening> one_ = std::make_shared<Listening>(), other_ = std::make_shared<Listening>();
};

TEST_P(MediaLoops, datagrams_arrive_whole_in_order_and_say_from_where) {
  const auto from = open(one_), to = open(other_);
  std::vector<Datagram> sent;
  for (int i = 0; i < 40; ++i) sent.emplace_back(static_cast<std::size_t>(i * 30 + 1), static_cast<std::uint8_t>(i));
  from->send(*SocketAddress::parse(GetParam(), to->port()), sent);
  const auto got = other_->wait_for(sent.size());
  for (std::size_t i = 0; i < sent.size(); ++i) {
    EXPECT_EQ(got[i].second, sent[i]);
    EXPECT_EQ(got[i].first, *SocketAddress::parse(GetParam(), from->port()));
  }
}

TEST_P(MediaLoops, a_far_end_that_is_gone_does_not_stop_what_is_sent_elsewhere) {
  const auto from = open(one_), to = open(other_);
  const auto closed = open(std::make_shared<Listening>())->port();
  const auto nobody = *SocketAddress::parse(GetParam(), closed);
  const std::vector<Datagram> some{{1}, {2}, {3}};
  from->send(nobody, some);
  from->send(*SocketAddress::parse(GetParam(), to->port()), some);
  from->send(nobody, some);
  // The kernel may tell of the first refusal in place of one datagram, never of more.
  EXPECT_GE(other_->wait_for(2).size(), 2U);
}

TEST_P(MediaLoops, each_socket_gets_a_tick_about_every_20_ms) {
  const auto socket = open(one_);
  const auto ticks = one_->wait_for_ticks(6);
  EXPECT_TRUE(std::ranges::is_sorted(ticks));
  EXPECT_GT(ticks[5] - ticks[0], std::chrono::milliseconds{60});  // not one with each beat of the loop
}

TEST_P(MediaLoops, ports_come_from_the_range_even_and_each_once) {
  const PortRange range{41'000, 41'005};
  const auto a = open(one_, range), b = open(one_, range), c = open(one_, range);
  std::vector<int> ports{a->port(), b->port(), c->port()};
  std::ranges::sort(ports);
  EXPECT_EQ(ports, (std::vector<int>{41'000, 41'002, 41'004}));
  const auto none = loop_->open(GetParam(), range, one_);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, Errc::unavailable);
  EXPECT_NE(none.error().text.find("41000 to 41005"), std::string::npos) << none.error().text;
}

// RTCP stands at the port after RTP's (RFC 3550 11).
TEST_P(MediaLoops, one_port_asked_for_is_that_one_odd_or_even) {
  const auto any = open(one_);
  const auto even = static_cast<std::uint16_t>(any->port() & ~1U);
  const auto odd = static_cast<std::uint16_t>(even + 1);
  const auto wanted = any->port() == even ? odd : even;
  const auto socket = loop_->open(GetParam(), {wanted, wanted}, one_);
  if (socket) {  // another program may have it
    EXPECT_EQ((*socket)->port(), wanted);
  }
  const auto taken = loop_->open(GetParam(), {any->port(), any->port()}, one_);
  EXPECT_FALSE(taken);
}

TEST_P(MediaLoops, a_closed_socket_leaves_no_descriptor) {
  const auto before = open_descriptors();
  for (int i = 0; i < 1000; ++i) open(one_);
  EXPECT_EQ(open_descriptors(), before);
}

TEST_P(MediaLoops, a_socket_may_outlive_the_loop) {
  const auto socket = open(one_);
  loop_.reset();
  socket->send(*SocketAddress::parse(GetParam(), socket->port()), std::vector<Datagram>{{1}});
}

INSTANTIATE_TEST_SUITE_P(Over, MediaLoops, testing::Values("127.0.0.1", "::1"),
                         [](const auto& about) { return about.index == 0 ? "ipv4" : "ipv6"; });

TEST(MediaLoop, says_what_it_cannot_open) {
  const auto loop = MediaLoop::start();
  const auto wrong = (*loop)->open("fax.example", {}, {});
  ASSERT_FALSE(wrong);
  EXPECT_NE(wrong.error().text.find("'fax.example' is not an IP address"), std::string::npos) << wrong.error().text;
  const auto foreign = (*loop)->open("192.0.2.77", {}, {});  // not ours
  ASSERT_FALSE(foreign);
  EXPECT_NE(foreign.error().text.find("192.0.2.77"), std::string::npos) << foreign.error().text;
}

TEST(SocketAddress, knows_an_ipv4_address_in_ipv6) {
  EXPECT_EQ(*SocketAddress::parse("::ffff:192.0.2.1", 5004), *SocketAddress::parse("192.0.2.1", 5004));
  EXPECT_FALSE(*SocketAddress::parse("192.0.2.1", 5004) == *SocketAddress::parse("192.0.2.1", 5006));
  EXPECT_EQ(SocketAddress::parse("2001:db8::1", 5004)->text(), "[2001:db8::1]:5004");
  EXPECT_EQ(SocketAddress::parse("192.0.2.1", 5004)->text(), "192.0.2.1:5004");
  EXPECT_EQ(SocketAddress{}.text(), "none");
}

}  // namespace
}  // namespace caselli

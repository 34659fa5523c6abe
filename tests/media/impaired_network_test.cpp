// The bad network of other tests does what it was told to, and counts it.

#include "support/impaired_network.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caselli {
namespace {

using namespace std::chrono_literals;
using test::ImpairedNetwork;
using test::Impairment;

struct ImpairedListener final : MediaReceiver {
  explicit ImpairedListener(VirtualTime& of) : time(of) {}
  void on_datagram(const SocketAddress& sender, std::span<const std::uint8_t> bytes, Monotonic at) override {
    from = sender.text();
    numbers.push_back(bytes[0] * 256 + bytes[1]);
    arrived.push_back(time.clock().monotonic());
    local.push_back(at);
  }
  void on_tick(Monotonic now) override {
    ++ticks;
    last_tick = now;
  }
  VirtualTime& time;
  std::string from;
  std::vector<int> numbers;
  std::vector<Monotonic> arrived, local;  // by virtual time, and by the machine's clock
  int ticks = 0;
  Monotonic last_tick{};
};

class ImpairedNetworkTest : public testing::Test {
 protected:
  // Ten thousand numbered packets, one each 20 ms, sent over such a way.
  void send_over(const Impairment& impairment, std::uint64_t seed = 1) {
    ImpairedNetwork network(time_, seed);
    auto& from = network.add_host("192.0.2.1");
    auto& to = network.add_host("192.0.2.2");
    from.impair(impairment);
    heard_ = std::make_shared<ImpairedListener>(time_);
    const auto sends = from.open(from.address(), {}, std::make_shared<ImpairedListener>(time_)).value();
    const auto hears = to.open(to.address(), {}, heard_).value();
    const auto target = SocketAddress::parse(to.address(), hears->port()).value();
    began_ = time_.clock().monotonic();
    for (int number = 0; number < kCount; ++number) {
      sends->send(target, std::vector<Datagram>{
                              {static_cast<std::uint8_t>(number / 256), static_cast<std::uint8_t>(number % 256)}});
      time_.run_for(20ms);
    }
    time_.run_for(2s);
    EXPECT_EQ(heard_->from, "192.0.2.1:" + std::to_string(sends->port()));
    counters_ = from.counters();
    EXPECT_EQ(to.counters().packets, 0);
    EXPECT_EQ(counters_.packets, kCount);
    EXPECT_EQ(std::ssize(heard_->numbers), kCount - counters_.lost + counters_.duplicated);
  }
  Monotonic on_the_way(std::size_t arrival) const {
    return heard_->arrived[arrival] - began_ - heard_->numbers[arrival] * 20ms;
  }
  // How many were lost in a row, for each run of losses.
  std::vector<int> runs_of_losses() const {
    std::vector<int> runs;
    std::vector<bool> came(kCount);
    for (const int number : heard_->numbers) came[static_cast<std::size_t>(number)] = true;
    for (std::size_t i = 0; i < came.size(); ++i) {
      if (came[i]) continue;
      if (i == 0 || came[i - 1]) runs.push_back(0);
      ++runs.back();
    }
    return runs;
  }

  static constexpr int kCount = 10'000;
  VirtualTime time_;
  std::shared_ptr<ImpairedListener> heard_;
  Monotonic began_{};
  test::ImpairedCounters counters_;
};

TEST_F(ImpairedNetworkTest, a_good_way_gives_every_packet_at_once_and_in_order) {
  send_over({});
  EXPECT_EQ(std::ssize(heard_->numbers), kCount);
  EXPECT_TRUE(std::ranges::is_sorted(heard_->numbers));
  for (std::size_t i = 0; i < heard_->numbers.size(); ++i) ASSERT_EQ(on_the_way(i), 0ms);
}

TEST_F(ImpairedNetworkTest, delay_and_jitter_stay_within_their_bounds_and_use_them) {
  send_over({.delay = 100ms, .jitter = 30ms});
  auto least = Monotonic::max(), most = Monotonic::min();
  for (std::size_t i = 0; i < heard_->numbers.size(); ++i) {
    least = std::min(least, on_the_way(i));
    most = std::max(most, on_the_way(i));
  }
  EXPECT_GE(least, 70ms);
  EXPECT_LT(least, 71ms);
  EXPECT_LE(most, 130ms);
  EXPECT_GT(most, 129ms);
  EXPECT_GT(counters_.overtook, 1000);
}

TEST_F(ImpairedNetworkTest, jitter_in_order_overtakes_nothing) {
  send_over({.delay = 100ms, .jitter = 60ms, .in_order = true});
  EXPECT_TRUE(std::ranges::is_sorted(heard_->numbers));
  EXPECT_EQ(counters_.overtook, 0);
}

TEST_F(ImpairedNetworkTest, a_share_is_lost_each_for_itself) {
  send_over({.loss = 0.05});
  EXPECT_NEAR(counters_.lost, 500, 66);  // three times the deviation of a binomial distribution
  EXPECT_NEAR(static_cast<double>(std::ranges::count(runs_of_losses(), 1)), 500 * 0.95 * 0.95, 60);
}

TEST_F(ImpairedNetworkTest, bursts_lose_three_in_a_row_and_never_more) {
  send_over({.bursts = 0.02});
  EXPECT_THAT(runs_of_losses(), testing::Each(3));
  EXPECT_EQ(std::ssize(runs_of_losses()), counters_.bursts);
  EXPECT_GT(counters_.bursts, 100);
}

TEST_F(ImpairedNetworkTest, some_come_twice_and_some_are_held_up) {
  send_over({.duplicates = 0.1, .held_up = 0.05, .hold_up = 45ms});
  EXPECT_NEAR(counters_.duplicated, 1000, 90);
  // Two packets overtake each that was held up, first copy or second.
  EXPECT_NEAR(counters_.overtook, 2 * 550, 130);
}

TEST_F(ImpairedNetworkTest, the_same_seed_does_the_same_and_another_does_not) {
  const Impairment bad{.delay = 100ms, .jitter = 30ms, .loss = 0.05, .duplicates = 0.01};
  send_over(bad, 7);
  const auto first = heard_->numbers;
  send_over(bad, 7);
  EXPECT_EQ(heard_->numbers, first);
  send_over(bad, 8);
  EXPECT_NE(heard_->numbers, first);
}

TEST_F(ImpairedNetworkTest, a_clock_that_runs_fast_ticks_more_often) {
  ImpairedNetwork network(time_, 1);
  std::vector<std::shared_ptr<ImpairedListener>> ends;
  std::vector<std::unique_ptr<MediaSocket>> sockets;
  for (const auto& [address, ppm] : {std::pair{"192.0.2.1", 0.0}, {"192.0.2.2", 50.0}, {"192.0.2.3", -50.0}}) {
    ends.push_back(std::make_shared<ImpairedListener>(time_));
    sockets.push_back(network.add_host(address, ppm).open(address, {}, ends.back()).value());
  }
  time_.run_for(30min);
  // 50 ppm of half an hour are 90 ms.
  EXPECT_NEAR(ends[0]->ticks, 90'000, 1);
  EXPECT_NEAR(ends[1]->ticks, 90'004, 1);
  EXPECT_NEAR(ends[2]->ticks, 89'995, 1);
  EXPECT_LT(std::chrono::abs(ends[1]->last_tick - (30min + 90ms)), 21ms);
  EXPECT_LT(std::chrono::abs(ends[2]->last_tick - (30min - 90ms)), 21ms);
}

TEST_F(ImpairedNetworkTest, ports_are_even_and_come_back_when_closed) {
  ImpairedNetwork network(time_, 1);
  auto& host = network.add_host("192.0.2.1");
  const auto end = std::make_shared<ImpairedListener>(time_);
  auto first = host.open(host.address(), {20000, 20003}, end).value();
  const auto second = host.open(host.address(), {20000, 20003}, end).value();
  EXPECT_EQ(first->port(), 20000);
  EXPECT_EQ(second->port(), 20002);
  EXPECT_EQ(host.open(host.address(), {20001, 20001}, end).value()->port(), 20001);
  EXPECT_EQ(host.open(host.address(), {20000, 20003}, end).error().code, Errc::unavailable);
  first.reset();
  EXPECT_EQ(host.open(host.address(), {20000, 20003}, end).value()->port(), 20000);
}

}  // namespace
}  // namespace caselli

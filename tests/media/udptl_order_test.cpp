#include "media/udptl_order.h"

#include <gtest/gtest.h>

#include "media/udptl_sender.h"
#include "media/udptl_testing.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;

class UdptlOrdered : public testing::Test {
 protected:
  void send(std::size_t count, const UdptlParameters& parameters) {
    std::mt19937 random(38);
    sent_ = fax_like(count, random);
    UdptlSender sender(parameters);
    for (const auto& packet : sent_) datagrams_.push_back(sender.send(packet).value().bytes);
  }
  // Takes these datagrams, a millisecond apart.
  void take(const std::vector<std::size_t>& which) {
    for (const auto each : which) {
      ASSERT_TRUE(order_.take(now_, datagrams_[each], heard_).ok());
      now_ += 1ms;
    }
  }
  void pass(Monotonic span) {
    now_ += span;
    order_.pass(now_, heard_);
  }
  std::vector<OctetVector> first(std::size_t count) const {
    auto all = bytes_of(sent_);
    all.resize(count);
    return all;
  }
  int lost() const { return order_.receiver().counters().lost; }

  std::vector<IfpPacket> sent_, heard_;
  std::vector<OctetVector> datagrams_;
  UdptlOrder order_{{}};
  Monotonic now_{1s};
};

TEST_F(UdptlOrdered, a_burst_whose_first_follower_is_overtaken_is_mended_when_it_comes) {
  for (const auto& parameters :
       {UdptlParameters{.redundancy = 3},
        UdptlParameters{.correction = UdptlCorrection::fec, .fec_span = 3, .fec_entries = 3}}) {
    sent_.clear();
    heard_.clear();
    datagrams_.clear();
    order_ = UdptlOrder{{}};
    send(20, parameters);
    take({0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    take({14});  // 10, 11 and 12 are lost, 13 comes after 14
    EXPECT_EQ(bytes_of(heard_), first(10));
    take({13});
    EXPECT_EQ(bytes_of(heard_), first(15));
    EXPECT_EQ(lost(), 0);
    EXPECT_EQ(order_.receiver().counters().recovered, 3);
  }
}

TEST_F(UdptlOrdered, what_mends_itself_waits_for_nothing) {
  send(20, {.redundancy = 3});
  take({0, 1, 2, 3, 7});
  EXPECT_EQ(bytes_of(heard_), first(8));
}

TEST_F(UdptlOrdered, a_peer_without_correction_is_put_in_order) {
  send(10, {.correction = UdptlCorrection::none});
  take({0, 1, 4, 3});
  EXPECT_EQ(bytes_of(heard_), first(2));
  take({2});
  EXPECT_EQ(bytes_of(heard_), first(5));
  take({3, 4});
  EXPECT_EQ(bytes_of(heard_), first(5));
  EXPECT_EQ(lost(), 0);
}

TEST_F(UdptlOrdered, what_is_lost_is_given_up_after_the_time_of_waiting) {
  send(10, {.correction = UdptlCorrection::none});
  take({0, 2, 3});
  pass(UdptlOrder::kPatience - 3ms);
  EXPECT_EQ(heard_.size(), 1U);
  pass(1ms);
  auto expected = first(4);
  expected.erase(expected.begin() + 1);
  EXPECT_EQ(bytes_of(heard_), expected);
  EXPECT_EQ(lost(), 1);
  // Two gaps: the second one has a time of its own.
  take({5});
  now_ += 50ms;
  take({7});
  pass(50ms);
  EXPECT_EQ(heard_.size(), 4U);
  pass(51ms);
  EXPECT_EQ(heard_.size(), 5U);
  EXPECT_EQ(lost(), 3);
}

TEST_F(UdptlOrdered, no_more_wait_than_it_may) {
  send(200, {.correction = UdptlCorrection::none});
  take({0});
  for (std::size_t i = 0; i < UdptlOrder::kMostWaiting; ++i) take({2 + 2 * i});
  EXPECT_EQ(heard_.size(), 1U);
  take({2 + 2 * UdptlOrder::kMostWaiting});
  EXPECT_EQ(heard_.size(), 2U);
}

TEST_F(UdptlOrdered, a_far_end_that_counts_anew_drops_what_waits) {
  send(300, {.correction = UdptlCorrection::none});
  take({0});
  for (std::size_t i = 1; i < 200; ++i) take({i});
  take({210});  // waits
  ASSERT_EQ(heard_.size(), 200U);
  take({0, 1, 2});
  EXPECT_EQ(order_.receiver().counters().restarts, 1);
  pass(1s);
  take({3});
  EXPECT_EQ(heard_.size(), 204U);
  EXPECT_EQ(lost(), 0);
}

TEST_F(UdptlOrdered, what_cannot_be_read_is_refused_at_once) {
  std::vector<std::uint8_t> bad{0, 1};
  EXPECT_FALSE(order_.take(now_, bad, heard_).ok());
  EXPECT_EQ(order_.receiver().counters().malformed, 1);
  order_.restart();
  pass(1s);
  EXPECT_TRUE(heard_.empty());
}

}  // namespace
}  // namespace caselli

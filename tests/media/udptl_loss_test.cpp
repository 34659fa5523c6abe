// Whole streams over networks that lose, reorder, repeat and spoil datagrams. What must
// arrive is computed from what was lost, not from what the receiver says.

#include <gtest/gtest.h>

#include <set>

#include "media/udptl_receiver.h"
#include "media/udptl_sender.h"
#include "media/udptl_testing.h"

namespace caselli {
namespace {

struct Stream {
  std::vector<IfpPacket> packets;
  std::vector<OctetVector> datagrams;  // one a packet
};

Stream stream_of(std::size_t count, const UdptlParameters& parameters, std::mt19937& random) {
  Stream stream{fax_like(count, random), {}};
  UdptlSender sender(parameters);
  for (const auto& packet : stream.packets) stream.datagrams.push_back(sender.send(packet).value().bytes);
  return stream;
}

// Takes the datagrams that were not lost.
std::vector<IfpPacket> heard(UdptlReceiver& receiver, const Stream& stream, const std::vector<bool>& lost) {
  std::vector<IfpPacket> packets;
  for (std::size_t i = 0; i < stream.datagrams.size(); ++i) {
    if (lost[i]) continue;
    EXPECT_TRUE(receiver.take(stream.datagrams[i], packets).ok());
  }
  return packets;
}

std::vector<bool> independent_loss(std::size_t count, double share, std::mt19937& random) {
  std::bernoulli_distribution lose(share);
  std::vector<bool> lost(count);
  for (std::size_t i = 0; i < count; ++i) lost[i] = lose(random);
  lost.back() = false;  // nothing after it could tell of it
  return lost;
}

// Three lost together, some fifty apart, so that each burst has its own followers.
std::vector<bool> bursts_of_three(std::size_t count, std::mt19937& random) {
  std::vector<bool> lost(count);
  for (std::size_t at = 20; at + 10 < count; at += 50 + random() % 10)
    for (std::size_t i = 0; i < 3; ++i) lost[at + i] = true;
  return lost;
}

// Number of packets that came, or whose secondary copy did: one of the `depth` behind them.
std::vector<OctetVector> reachable(const Stream& stream, const std::vector<bool>& lost, std::size_t depth) {
  std::vector<OctetVector> packets;
  for (std::size_t i = 0; i < stream.packets.size(); ++i)
    for (std::size_t back = 0; back <= depth && i + back < lost.size(); ++back)
      if (!lost[i + back]) {
        packets.push_back(stream.packets[i].bytes);
        break;
      }
  return packets;
}

void expect_reachable(const Stream& stream, const std::vector<bool>& lost, std::size_t depth) {
  UdptlReceiver receiver({});
  const auto packets = heard(receiver, stream, lost);
  const auto expected = reachable(stream, lost, depth);
  EXPECT_EQ(bytes_of(packets), expected);
  const int lost_in_the_end = static_cast<int>(stream.packets.size() - expected.size());
  const int never_came = static_cast<int>(std::count(lost.begin(), lost.end(), true));
  EXPECT_EQ(receiver.stats(),
            (MediaStats{.packets_lost = lost_in_the_end, .packets_recovered = never_came - lost_in_the_end}));
  EXPECT_EQ(receiver.counters().restarts, 0);
}

TEST(UdptlLoss, redundancy_of_three_mends_all_but_four_losses_in_a_row) {
  // The longer one makes the numbers wrap.
  for (const auto& [count, share] : {std::pair<std::size_t, double>{10000, 0.05}, {67000, 0.10}}) {
    std::mt19937 random(38);
    const auto stream = stream_of(count, {.redundancy = 3}, random);
    expect_reachable(stream, independent_loss(count, share, random), 3);
  }
}

TEST(UdptlLoss, redundancy_of_any_depth_mends_as_many_losses_in_a_row) {
  for (int depth = 0; depth <= 6; ++depth) {
    std::mt19937 random(38);
    const auto stream = stream_of(3000, {.redundancy = depth}, random);
    expect_reachable(stream, independent_loss(stream.packets.size(), 0.3, random), static_cast<std::size_t>(depth));
  }
}

TEST(UdptlLoss, bursts_of_three_lose_nothing_with_redundancy_of_three_nor_with_three_parities) {
  for (const auto& parameters :
       {UdptlParameters{.redundancy = 3},
        UdptlParameters{.correction = UdptlCorrection::fec, .fec_span = 3, .fec_entries = 3},
        UdptlParameters{.correction = UdptlCorrection::fec, .fec_span = 5, .fec_entries = 4, .fec_lengths = true}}) {
    std::mt19937 random(38);
    const auto stream = stream_of(5000, parameters, random);
    UdptlReceiver receiver({});
    const auto packets = heard(receiver, stream, bursts_of_three(stream.packets.size(), random));
    EXPECT_EQ(bytes_of(packets), bytes_of(stream.packets));
    EXPECT_EQ(receiver.stats().packets_lost, 0);
    EXPECT_GT(receiver.stats().packets_recovered, 200);
  }
}

// What parities promise: by T.38 Annex C each missing packet is in one parity of the next
// datagram that comes, and is back when all others of that parity are known. One that
// comes back after it was given up serves other parities, but is not handed out.
std::set<std::size_t> promised_by_parities(const std::vector<bool>& lost, std::size_t span, std::size_t entries) {
  std::set<std::size_t> known, promised;
  std::size_t expected = 0;
  for (std::size_t s = 0; s < lost.size(); ++s) {
    if (lost[s]) continue;
    // At the beginning fewer and shorter ones.
    const std::size_t m = std::min(entries, s), n = m == 0 ? 0 : std::min(span, s / m);
    for (std::size_t i = 0; i < m && expected < s; ++i) {
      std::vector<std::size_t> absent;
      for (std::size_t k = 0; k < n; ++k)
        if (const auto covered = s - n * m + i + k * m; !known.contains(covered)) absent.push_back(covered);
      if (absent.size() != 1) continue;
      known.insert(absent.front());
      if (absent.front() >= expected) promised.insert(absent.front());
    }
    known.insert(s);
    promised.insert(s);
    expected = s + 1;
  }
  return promised;
}

TEST(UdptlLoss, parities_give_back_what_they_promise) {
  constexpr std::size_t kCount = 5000;
  for (const bool lengths : {false, true})
    for (const auto& [span, entries] : {std::pair{3, 3}, {2, 1}, {4, 2}, {1, 3}, {9, 7}}) {
      std::mt19937 random(38);
      const auto stream = stream_of(
          kCount,
          {.correction = UdptlCorrection::fec, .fec_span = span, .fec_entries = entries, .fec_lengths = lengths},
          random);
      const auto lost = independent_loss(kCount, 0.10, random);
      UdptlReceiver receiver({});
      std::set<std::size_t> came;
      for (const auto& packet : heard(receiver, stream, lost)) {
        came.insert(packet.seq);
        EXPECT_EQ(packet.bytes, stream.packets[packet.seq].bytes);
      }
      EXPECT_EQ(came, promised_by_parities(lost, static_cast<std::size_t>(span), static_cast<std::size_t>(entries)))
          << span << " " << entries << " " << lengths;
      EXPECT_EQ(static_cast<std::size_t>(receiver.counters().packets), came.size());
      EXPECT_EQ(static_cast<std::size_t>(receiver.counters().lost), kCount - came.size());
    }
}

TEST(UdptlLoss, reordering_within_the_redundancy_and_copies_change_nothing) {
  std::mt19937 random(38);
  const auto stream = stream_of(20000, {.redundancy = 3}, random);
  // Each datagram moves back by up to three places; one in ten comes twice.
  std::vector<std::pair<double, std::size_t>> arrivals;
  std::uniform_real_distribution<double> delay(0, 2.9);
  for (std::size_t i = 0; i < stream.datagrams.size(); ++i) {
    arrivals.emplace_back(static_cast<double>(i) + delay(random), i);
    if (random() % 10 == 0) arrivals.emplace_back(static_cast<double>(i) + delay(random), i);
  }
  std::sort(arrivals.begin(), arrivals.end());
  UdptlReceiver receiver({});
  std::vector<IfpPacket> packets;
  for (const auto& arrival : arrivals) ASSERT_TRUE(receiver.take(stream.datagrams[arrival.second], packets).ok());
  EXPECT_EQ(bytes_of(packets), bytes_of(stream.packets));
  EXPECT_EQ(receiver.counters().lost, 0);
  EXPECT_EQ(receiver.counters().restarts, 0);
  EXPECT_GT(receiver.counters().recovered, 1000);
}

TEST(UdptlLoss, spoilt_datagrams_do_no_harm) {
  std::mt19937 random(38);
  for (const auto correction : {UdptlCorrection::redundancy, UdptlCorrection::fec}) {
    const auto stream = stream_of(300, {.correction = correction}, random);
    for (int round = 0; round < 40; ++round) {
      UdptlReceiver receiver({});
      std::vector<IfpPacket> packets;
      for (auto datagram : stream.datagrams) {
        for (auto spoilt = random() % 4; spoilt > 0; --spoilt)
          datagram[random() % datagram.size()] = static_cast<std::uint8_t>(random());
        if (random() % 8 == 0) datagram.resize(random() % (datagram.size() + 1));
        // What a datagram holds is what it brings, at most: copies, and parities' worth.
        const auto before = packets.size();
        static_cast<void>(receiver.take(datagram, packets));
        std::size_t octets = 0;
        for (std::size_t i = before; i < packets.size(); ++i) octets += packets[i].bytes.size();
        EXPECT_LE(octets, datagram.size() + 2 * 1472);
        EXPECT_LE(packets.size() - before, 64U);
      }
      EXPECT_EQ(receiver.counters().packets, static_cast<int>(packets.size()));
    }
  }
}

}  // namespace
}  // namespace caselli

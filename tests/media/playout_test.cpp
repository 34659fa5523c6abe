#include "media/playout.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace caselli {
namespace {

using Audio = std::vector<std::int16_t>;

// Sample `at` of the far end's line, known by its value.
std::int16_t sample_at(Samples at) { return static_cast<std::int16_t>(at % 30011 + 1); }

// A far end that sends packets of `size` samples, heard through a Playout ticked every 20 ms.
class PlayoutCall {
 public:
  // Packet `number` arrives at `arrival` (samples of local time); its numbers start at these.
  void arrive(Samples arrival, int number, int size = 160) {
    Audio audio;
    for (int i = 0; i < size; ++i) audio.push_back(sample_at(Samples{number} * size + i));
    playout.on_block(arrival, static_cast<std::uint16_t>(first_sequence + number),
                     first_timestamp + static_cast<std::uint32_t>(number * size), audio);
  }
  // Until local time `until`: packets of 20 ms arrive when they were sent, `late` samples later.
  void run(Samples until, Samples late = 0, bool rigid = false) {
    for (; now < until; now += 160) {
      arrive(now + late, static_cast<int>(now / 160));
      tick(rigid);
    }
  }
  // Nothing arrives.
  void silence(Samples until, bool rigid = false) {
    for (; now < until; now += 160) tick(rigid);
  }
  // The tick at the end of these 20 ms.
  void tick(bool rigid = false) {
    std::vector<MediaIn> in;
    playout.tick(now + 160, rigid, in);
    Samples elapsed = 0;
    for (const MediaIn& part : in) {
      elapsed += part.elapsed;
      ASSERT_GT(part.elapsed, 0);
      ASSERT_LE(static_cast<Samples>(part.audio.size()), part.elapsed);
      heard.insert(heard.end(), part.audio.begin(), part.audio.end());
      heard.insert(heard.end(), static_cast<std::size_t>(part.elapsed) - part.audio.size(), kMissing);
    }
    ASSERT_TRUE(!rigid || elapsed == kTick);
    ASSERT_LE(elapsed, kTick + 8);
    stood_still += elapsed == 0 ? 1 : 0;
  }
  // Line time that was missing, as [from, length] in samples heard, without what came before
  // the first one.
  std::vector<std::pair<Samples, Samples>> gaps() const {
    std::vector<std::pair<Samples, Samples>> out;
    const auto first = std::find_if(heard.begin(), heard.end(), [](std::int16_t s) { return s != kMissing; });
    for (auto at = first; at != heard.end();) {
      const auto gap = std::find(at, heard.end(), kMissing);
      const auto end = std::find_if(gap, heard.end(), [](std::int16_t s) { return s != kMissing; });
      if (gap != heard.end()) out.emplace_back(gap - first, end - gap);
      at = end;
    }
    return out;
  }
  // All that is heard, gaps apart, is the far end's audio from sample `from` on, in order.
  void expect_in_order(Samples from = 0) const {
    Samples at = from;
    for (const std::int16_t sample : heard) {
      if (sample == kMissing) continue;
      ASSERT_EQ(sample, sample_at(at)) << at;
      ++at;
    }
  }
  Samples audio_heard() const {
    return static_cast<Samples>(heard.size()) - std::count(heard.begin(), heard.end(), kMissing);
  }

  static constexpr std::int16_t kMissing = -1;
  Playout playout;
  Audio heard;
  Samples now = 0;
  int stood_still = 0;
  std::uint16_t first_sequence = 65500;
  std::uint32_t first_timestamp = 0xFFFFF000;
};

using Gaps = std::vector<std::pair<Samples, Samples>>;

TEST(Playout, before_the_first_packet_time_passes_without_audio) {
  PlayoutCall call;
  call.silence(1600);
  EXPECT_EQ(call.heard, Audio(1600, PlayoutCall::kMissing));
}

TEST(Playout, the_first_packets_make_a_delay_of_sixty_milliseconds) {
  PlayoutCall call;
  call.run(8000);
  const auto silent =
      std::find_if(call.heard.begin(), call.heard.end(), [](auto s) { return s != PlayoutCall::kMissing; });
  EXPECT_EQ(silent - call.heard.begin(), 320);  // heard by the tick at 480, where the first arrived at 0
  EXPECT_TRUE(call.gaps().empty());
  call.expect_in_order();
  EXPECT_EQ(call.playout.wanted_delay(), Playout::kFirstDelay);
}

TEST(Playout, sequence_and_timestamp_wrap_unnoticed) {
  PlayoutCall call;
  call.run(160 * 2000);  // the timestamp wraps after packet 25, the sequence after packet 35
  EXPECT_TRUE(call.gaps().empty());
  call.expect_in_order();
  EXPECT_EQ(call.audio_heard(), 160 * 2000 - 320);
}

TEST(Playout, a_lost_packet_is_missing_exactly_where_it_was) {
  PlayoutCall call;
  for (; call.now < 16000; call.now += 160) {
    const auto number = static_cast<int>(call.now / 160);
    if (number != 30 && number != 60 && number != 61) call.arrive(call.now, number);
    call.tick();
  }
  EXPECT_EQ(call.gaps(), (Gaps{{30 * 160, 160}, {60 * 160, 320}}));
  EXPECT_EQ(call.playout.lost_samples(), 480);
  const auto first = std::find(call.heard.begin(), call.heard.end(), sample_at(0)) - call.heard.begin();
  for (Samples at = 0; at < 62 * 160; ++at) {
    const bool lost = at / 160 == 30 || at / 160 == 60 || at / 160 == 61;
    ASSERT_EQ(call.heard[static_cast<std::size_t>(first + at)], lost ? PlayoutCall::kMissing : sample_at(at)) << at;
  }
}

TEST(Playout, a_lost_packet_of_another_size_is_missing_to_the_sample) {
  PlayoutCall call;  // with packets of 30 ms
  for (int number = 0; call.now < 16000; call.now += 160) {
    for (; number * 240 <= call.now; ++number)
      if (number != 20) call.arrive(call.now, number, 240);
    call.tick();
  }
  EXPECT_EQ(call.gaps(), (Gaps{{20 * 240, 240}}));
}

TEST(Playout, overtaken_packets_are_put_in_place_and_duplicates_do_nothing) {
  PlayoutCall call;
  for (; call.now < 32000; call.now += 320) {
    const auto number = static_cast<int>(call.now / 160);
    call.arrive(call.now + 160, number + 1);
    call.arrive(call.now + 160, number + 1);
    call.arrive(call.now + 161, number);
    call.tick();
    call.now += 160;
    call.arrive(call.now, number);
    call.tick();
    call.now -= 160;
  }
  EXPECT_TRUE(call.gaps().empty());
  call.expect_in_order();
  EXPECT_EQ(call.playout.lost_samples(), 0);
}

TEST(Playout, line_time_stands_still_for_a_late_burst_and_nothing_is_missing) {
  PlayoutCall call;
  call.run(16000);
  const Samples held = 16000;
  call.silence(held + 300 * 8);     // the network keeps 300 ms of packets back
  EXPECT_EQ(call.stood_still, 13);  // 15 ticks, less the two that were in store
  for (Samples sent = held; sent < call.now; sent += 160) call.arrive(call.now, static_cast<int>(sent / 160));
  call.run(160000);
  EXPECT_TRUE(call.gaps().empty());
  call.expect_in_order();
  EXPECT_EQ(call.playout.lost_samples(), 0);
  EXPECT_EQ(call.playout.late_blocks(), 0);
}

TEST(Playout, a_late_burst_may_come_in_disorder) {
  PlayoutCall call;
  call.run(16000);
  const Samples held = call.now;
  call.silence(held + 2720);
  const auto number = static_cast<int>(held / 160);
  for (const int i : {2, 4, 1, 3, 5, 8, 7, 6, 9, 12, 13, 11, 10, 15, 14, 16}) call.arrive(call.now, number + i);
  call.tick();  // the first of them comes last
  call.now += 160;
  call.arrive(call.now, number);
  call.arrive(call.now, number + 17);
  call.run(64000);
  EXPECT_TRUE(call.gaps().empty());
  call.expect_in_order();
}

TEST(Playout, a_delay_that_is_no_longer_needed_goes_without_a_loss) {
  PlayoutCall call;
  call.run(16000);
  const Samples held = call.now;
  call.silence(held + 2400);
  for (Samples sent = held; sent < call.now; sent += 160) call.arrive(call.now, static_cast<int>(sent / 160));
  call.run(call.now + 1600);
  EXPECT_GE(call.playout.delay(call.now), 2300);
  call.run(call.now + 60 * kSampleRate);
  EXPECT_LT(call.playout.delay(call.now), 700);
  EXPECT_TRUE(call.gaps().empty());
  call.expect_in_order();
}

// Waits 400 ms, then tells what is missing; what comes after all is dropped by what was told,
// so that each sample behind it is where the modem expects it.
TEST(Playout, a_burst_later_than_the_longest_delay_is_missing_by_the_rest) {
  PlayoutCall call;
  call.run(16000);
  const Samples held = call.now;
  call.silence(held + 4800);
  for (Samples sent = held; sent < call.now; sent += 160) call.arrive(call.now, static_cast<int>(sent / 160));
  call.run(160000);
  const auto gaps = call.gaps();
  ASSERT_EQ(gaps.size(), 1u);
  EXPECT_EQ(gaps[0].second, call.playout.dropped_samples());
  EXPECT_NEAR(static_cast<double>(gaps[0].second), 4800 - Playout::kMostDelay, 320);
  const auto first = std::find(call.heard.begin(), call.heard.end(), sample_at(0)) - call.heard.begin();
  const auto end = gaps[0].first + gaps[0].second;
  EXPECT_EQ(call.heard[static_cast<std::size_t>(first + end)], sample_at(end));
}

TEST(Playout, a_dead_network_stops_line_time_for_the_longest_delay_only) {
  PlayoutCall call;
  call.run(16000);
  const auto before = call.heard.size();
  call.silence(16000 + 80000);
  const auto passed = static_cast<Samples>(call.heard.size() - before);
  EXPECT_GE(passed, 80000 - Playout::kMostDelay - 320);
  // Back after ten seconds: with a delay as at the start.
  call.run(call.now + 16000);
  EXPECT_LE(call.playout.delay(call.now), Playout::kFirstDelay + 320);
}

TEST(Playout, a_short_blackout_is_told_in_full_and_once) {
  PlayoutCall call;
  call.run(16000);
  call.silence(16000 + 480 * 8);  // all lost
  call.run(64000);
  Samples missing = 0;
  for (const auto& gap : call.gaps()) missing += gap.second;
  EXPECT_EQ(missing, 480 * 8);
}

TEST(Playout, while_we_send_line_time_goes_by_our_clock_and_late_packets_make_the_delay_longer) {
  PlayoutCall call;
  call.run(16000);
  const Samples held = call.now;
  call.silence(held + 1600, true);  // 200 ms late
  for (Samples sent = held; sent < call.now; sent += 160) call.arrive(call.now, static_cast<int>(sent / 160));
  call.run(64000, 0, true);
  EXPECT_EQ(call.stood_still, 0);
  call.expect_in_order();
  EXPECT_EQ(call.playout.dropped_samples(), 0);
  ASSERT_EQ(call.gaps().size(), 1u);
  // Held back 1600; what had arrived already was heard meanwhile.
  EXPECT_GE(call.playout.delay(call.now), 1600);
}

TEST(Playout, a_loss_while_we_send_is_not_told_twice) {
  PlayoutCall call;
  call.run(16000, 0, true);
  call.silence(16000 + 1600, true);  // lost for good
  call.run(64000, 0, true);
  const auto gaps = call.gaps();
  ASSERT_EQ(gaps.size(), 1u);
  EXPECT_EQ(gaps[0].first, 16000);
  EXPECT_GE(gaps[0].second, 1600);
  EXPECT_LE(gaps[0].second, 1600 + Playout::kReorderDelay - Playout::kFirstDelay);
}

TEST(Playout, silence_that_was_never_sent_is_silence) {
  PlayoutCall call;
  call.run(16000);
  // RFC 3551 4.1: sequence numbers go on, the timestamp does not wait.
  Audio audio;
  for (int i = 0; i < 160; ++i) audio.push_back(sample_at(i));
  call.silence(16000 + 800);
  call.playout.on_block(16800, static_cast<std::uint16_t>(call.first_sequence + 100), call.first_timestamp + 16800,
                        audio);
  call.silence(16000 + 2400);
  const auto first = std::find(call.heard.begin(), call.heard.end(), sample_at(0)) - call.heard.begin();
  const Audio tail(call.heard.begin() + first + 16000, call.heard.begin() + first + 16960);
  Audio expected(800, 0);
  expected.insert(expected.end(), audio.begin(), audio.end());
  EXPECT_EQ(tail, expected);
}

TEST(Playout, another_source_goes_on_where_the_first_one_ended) {
  PlayoutCall call;
  call.run(16000);
  call.playout.new_source();
  call.first_sequence = 7;
  call.first_timestamp = 0x12345678;
  call.run(32000, 100);  // by jitter, or another way through the network, a little later
  EXPECT_TRUE(call.gaps().empty());
  call.expect_in_order();
}

TEST(Playout, a_timestamp_that_jumps_for_good_is_followed_and_one_odd_packet_is_not) {
  PlayoutCall call;
  call.run(16000);
  Audio odd(160, 77);
  call.playout.on_block(16000, static_cast<std::uint16_t>(call.first_sequence + 103), 0x40000000, odd);
  call.run(32000);
  EXPECT_TRUE(call.gaps().empty());
  call.expect_in_order();
  call.first_timestamp += 0x30000000;  // the far end restarts its clock, not its numbers
  call.run(48000);
  EXPECT_TRUE(call.gaps().empty());
  call.expect_in_order();
}

TEST(Playout, packets_of_another_payload_count_in_the_sequence_only) {
  PlayoutCall call;
  call.run(16000);
  call.playout.on_block(16000, static_cast<std::uint16_t>(call.first_sequence + 100), call.first_timestamp + 16000, {});
  ++call.first_sequence;
  call.run(32000);
  EXPECT_TRUE(call.gaps().empty());
  call.expect_in_order();
}

TEST(Playout, a_flood_costs_no_more_memory_and_leaves_the_delay_bounded) {
  PlayoutCall call;
  for (int number = 0; number < 20000; ++number) {
    call.arrive(call.now, number);
    if (number % 50 != 49) continue;
    call.tick();
    call.now += 160;
  }
  EXPECT_GT(call.playout.dropped_samples(), 0);
  std::vector<MediaIn> in;
  call.playout.tick(call.now, false, in);
  EXPECT_FALSE(in.empty());
}

}  // namespace
}  // namespace caselli

// Two ends of a call, each with a clock of its own, through a network with weather.

#include "media/rtp_audio.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "rtp_testing.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;
using rtp_testing::by_clock;
using rtp_testing::RtpNetwork;
using rtp_testing::RtpOctets;

// Sample `at` of a signal: any of the codes of its law but the silent ones.
std::int16_t signal_sample(Samples at) {
  const auto mixed = static_cast<std::uint64_t>(at + 1) * 0x9E3779B97F4A7C15U;
  return g711_decode(G711Law::a, static_cast<std::uint8_t>((mixed >> 56 & 0x8F) | 0x10));
}

// A listener with something to say in line time: `turn` ticks of signal, then as much
// silence, half duplex with the far end.
class HalfDuplex {
 public:
  HalfDuplex(Samples turn, bool first) : turn_(turn), first_(first) {}

  // Half of the silence between two turns, so that what is on its way does not meet.
  static constexpr Samples kPause = kSampleRate;

  void exchange(const MediaIn& in, std::vector<std::int16_t>& said) {
    said.clear();
    for (Samples i = 0; i < in.elapsed; ++i, ++time_) {
      const Samples at = time_ % (2 * turn_) - (first_ ? 0 : turn_);
      const bool speaks = at >= kPause && at < turn_ - kPause;
      said.push_back(speaks ? signal_sample(spoken_++) : std::int16_t{0});
    }
    for (const std::int16_t sample : in.audio)
      if (std::abs(sample) > 8) heard_.push_back(sample);
    missing_ += in.elapsed - static_cast<Samples>(in.audio.size());
  }
  Samples spoken() const { return spoken_; }
  Samples missing() const { return missing_; }
  Samples time() const { return time_; }
  const std::vector<std::int16_t>& heard() const { return heard_; }

 private:
  const Samples turn_;
  const bool first_;
  Samples time_ = 0;
  Samples spoken_ = 0;
  Samples missing_ = 0;
  std::vector<std::int16_t> heard_;
};

struct AudioEnd {
  AudioEnd(RtpAudioConfig config, double clock_ppm, Samples turn, bool first)
      : audio(std::move(RtpAudio::make(std::move(config), 0ns)).value()), ppm(clock_ppm), listener(turn, first) {}

  std::unique_ptr<RtpAudio> audio;
  double ppm;
  Monotonic local{};  // of the next tick, by its own clock
  HalfDuplex listener;
  RtpAudio::Out out;
  std::vector<std::int16_t> said;
  Samples longest_delay = 0;

  Monotonic by_own_clock(Monotonic truly) const {
    return Monotonic{static_cast<std::int64_t>(static_cast<double>(truly.count()) * (1 + ppm * 1e-6))};
  }
  void tick(Monotonic truly, RtpNetwork& from, RtpNetwork& to) {
    from.deliver(truly, [&](Monotonic arrival, const RtpOctets& bytes) {
      const Status status = audio->on_packet(by_own_clock(arrival), bytes);
      ASSERT_TRUE(status.ok()) << status.error().text;
    });
    audio->tick(local, out);
    for (const MediaIn& in : out.heard) {
      listener.exchange(in, said);
      audio->put(said);
    }
    for (const RtpOctets& bytes : out.rtp) to.send(truly, bytes);
    for (const RtpOctets& bytes : out.rtcp) to.send(truly, bytes);
    if (audio->receiver().heard()) longest_delay = std::max<Samples>(longest_delay, audio->delay(local).count() * 8);
  }
};

RtpAudioConfig audio_config(std::uint32_t ssrc) {
  return {.start = {.ssrc = ssrc, .sequence = 65000, .timestamp = 0xFFFF0000},
          .send = kPcma,
          .cname = "end" + std::to_string(ssrc),
          .seed = ssrc,
          .wall = Instant{1'767'225'600'000ms}};
}

struct AudioCall {
  AudioCall(RtpNetwork::Weather weather, double ppm, Samples turn = 30 * kSampleRate)
      : there(weather, 1),
        back(weather, 2),
        ends{{audio_config(1), 0, turn, true}, {audio_config(2), ppm, turn, false}} {}

  // Ticks of both ends in the order they really happen.
  void run(Monotonic span) {
    for (const Monotonic end = truly + span; truly < end;) {
      AudioEnd& next = by_clock(ends[0].local, ends[0].ppm) <= by_clock(ends[1].local, ends[1].ppm) ? ends[0] : ends[1];
      truly = by_clock(next.local, next.ppm);
      const bool first = &next == &ends[0];
      next.tick(truly, first ? back : there, first ? there : back);
      next.local += 20ms;
    }
  }
  // Whatever each end heard is what the other said, from its beginning, sample for sample.
  void expect_all_heard(Samples on_the_way = 2 * kSampleRate) {
    for (const int which : {0, 1}) {
      const HalfDuplex& listener = ends[which].listener;
      EXPECT_GE(static_cast<Samples>(listener.heard().size()), ends[1 - which].listener.spoken() - on_the_way);
      Samples at = 0;
      for (const std::int16_t sample : listener.heard()) {
        if (sample != signal_sample(at)) FAIL() << "end " << which << " at " << at;
        ++at;
      }
    }
  }

  RtpNetwork there, back;
  AudioEnd ends[2];
  Monotonic truly{};
};

class RtpAudioClocks : public testing::TestWithParam<double> {};

// Behaviour row 12.
TEST_P(RtpAudioClocks, half_an_hour_with_sixty_milliseconds_of_jitter_loses_and_repeats_no_sample) {
  AudioCall call({.delay = 40ms, .jitter = 60ms}, GetParam());
  call.run(30min);
  call.expect_all_heard();
  for (const AudioEnd& end : call.ends) {
    EXPECT_EQ(end.audio->playout().lost_samples(), 0);
    EXPECT_EQ(end.audio->playout().late_blocks(), 0);
    EXPECT_EQ(end.audio->playout().dropped_samples(), 0);
    EXPECT_LT(end.longest_delay, 160 * 8);
    // Line time is time, but for what was waited.
    EXPECT_NEAR(static_cast<double>(end.listener.time()), 30.0 * 60 * kSampleRate, kSampleRate);
  }
}

INSTANTIATE_TEST_SUITE_P(Ppm, RtpAudioClocks, testing::Values(-50, 50),
                         [](const auto& clock) { return clock.param < 0 ? "slower" : "faster"; });

TEST(RtpAudio, jitter_and_doubled_packets_change_nothing_either) {
  AudioCall call({.delay = 10ms, .jitter = 100ms, .twice = 0.05}, 20, 10 * kSampleRate);
  call.run(5min);
  call.expect_all_heard();
  EXPECT_GT(call.ends[0].audio->receiver().duplicates(), 500);
}

TEST(RtpAudio, lost_packets_are_told_and_nothing_else_is_missing_in_a_signal) {
  // Only one speaks, all the time.
  AudioCall call({.delay = 40ms, .jitter = 30ms, .loss = 0.01}, 50, 600 * kSampleRate);
  call.run(5min);
  const AudioEnd& hears = call.ends[1];
  // Each sample heard is one said, in order; what lies between two of them is whole packets.
  Samples at = 0;
  Samples skipped = 0;
  for (const std::int16_t sample : hears.listener.heard()) {
    while (sample != signal_sample(at)) {
      ++at;
      ASSERT_LT(++skipped, 60000);
    }
    ++at;
  }
  EXPECT_GT(skipped, 80 * 160);
  // A signal's sample may be like the one after a loss, so its end is seen some samples off.
  EXPECT_NEAR(static_cast<double>(skipped), static_cast<double>(hears.audio->playout().lost_samples()), 2000);
  EXPECT_EQ(hears.audio->playout().lost_samples() % 160, 0);
  EXPECT_EQ(hears.audio->playout().late_blocks(), 0);
  EXPECT_NEAR(hears.audio->stats().packets_lost, call.there.lost(), 2);  // one of the last may not be seen yet
}

TEST(RtpAudio, a_late_burst_in_mid_page_delays_and_loses_nothing) {
  AudioCall call({.delay = 40ms}, -50, 60 * kSampleRate);
  call.run(10s);  // the first end speaks
  const Samples missing = call.ends[1].listener.missing();
  call.there.weather().delay = 340ms;
  call.run(1s);
  call.there.weather().delay = 40ms;  // what was sent now overtakes
  call.run(5s);
  EXPECT_EQ(call.ends[1].listener.missing(), missing);
  call.run(3min);
  call.expect_all_heard();
  EXPECT_LE(call.ends[1].longest_delay, Playout::kMostDelay + 480);
}

// Ten times what crystals do, so that ten minutes show where hours would lead.
TEST(RtpAudio, a_clock_far_off_is_followed_within_one_signal) {
  for (const double ppm : {-500.0, 500.0}) {
    AudioCall call({.delay = 40ms, .jitter = 20ms}, ppm, 3600 * kSampleRate);
    call.run(10s);
    const Samples missing = call.ends[1].listener.missing();
    call.run(10min);
    const AudioEnd& hears = call.ends[1];
    EXPECT_EQ(hears.listener.missing(), missing);
    EXPECT_GE(hears.audio->delay(hears.local), 20ms);
    EXPECT_LE(hears.audio->delay(hears.local), 100ms);
    // Line time is the speaker's.
    EXPECT_NEAR(static_cast<double>(hears.listener.time()), 610.0 * kSampleRate, kSampleRate / 8);
    call.expect_all_heard();
  }
}

TEST(RtpAudio, a_far_end_that_changes_its_source_in_mid_page_loses_nothing) {
  // The second source has numbers of its own, or such as the first one might go on with.
  for (const RtpSender::Start second : {RtpSender::Start{.ssrc = 8, .sequence = 100, .timestamp = 5000},
                                        RtpSender::Start{.ssrc = 8, .sequence = 99, .timestamp = 99 * 160 + 4000}}) {
    auto audio = std::move(RtpAudio::make(audio_config(1), 0ns)).value();
    RtpAudio::Out out;
    std::vector<std::int16_t> heard;
    RtpSender senders[] = {RtpSender({.ssrc = 7, .sequence = 65530, .timestamp = 0xFFFFFF00}), RtpSender(second)};
    Monotonic now{};
    Samples said = 0;
    for (int tick = 0; tick < 200; ++tick) {
      RtpOctets payload;
      for (int i = 0; i < 160; ++i) payload.push_back(g711_encode(G711Law::a, signal_sample(said++)));
      RtpOctets bytes;
      senders[tick < 100 ? 0 : 1].build(8, payload, bytes);
      ASSERT_TRUE(audio->on_packet(now, bytes).ok());
      audio->tick(now += 20ms, out);
      for (const MediaIn& in : out.heard) {
        heard.insert(heard.end(), in.audio.begin(), in.audio.end());
        EXPECT_TRUE(heard.empty() || static_cast<Samples>(in.audio.size()) == in.elapsed);
      }
    }
    EXPECT_EQ(heard.size(), 200u * 160 - 320);  // less what is in store
    for (std::size_t i = 0; i < heard.size(); ++i)
      if (heard[i] != signal_sample(static_cast<Samples>(i))) FAIL() << i;
  }
}

TEST(RtpAudio, what_is_sent_leaves_every_twenty_milliseconds_whatever_is_heard) {
  AudioCall call({.delay = 40ms, .jitter = 60ms}, 50);
  RtpAudio& audio = *call.ends[0].audio;
  RtpAudio::Out out;
  for (Monotonic now = 20ms; now <= 2s; now += 20ms) {
    audio.tick(now, out);
    ASSERT_EQ(out.rtp.size(), 1u);
    const auto packet = parse_rtp(out.rtp[0]);
    ASSERT_TRUE(packet.ok());
    EXPECT_EQ(RtpOctets(packet->payload.begin(), packet->payload.end()), RtpOctets(160, 0xD5));  // A-law's silence
    EXPECT_EQ(packet->marker, now == 20ms);
  }
}

TEST(RtpAudio, ticks_that_came_late_are_caught_up) {
  auto audio = std::move(RtpAudio::make(audio_config(1), 0ns)).value();
  RtpAudio::Out out;
  audio->tick(19ms, out);
  EXPECT_TRUE(out.heard.empty());
  EXPECT_TRUE(out.rtp.empty());
  audio->tick(105ms, out);
  EXPECT_EQ(out.rtp.size(), 5u);
  ASSERT_EQ(out.heard.size(), 5u);
  // The process was stopped for a minute: nothing is sent in a flood, and the timestamp jumps.
  const auto before = parse_rtp(out.rtp.back())->timestamp;
  audio->tick(60105ms, out);
  EXPECT_LE(out.rtp.size(), 1u);
  EXPECT_EQ(parse_rtp(out.rtp.at(0))->timestamp - before, 60u * 8000u);
  EXPECT_TRUE(parse_rtp(out.rtp.at(0))->marker);
}

TEST(RtpAudio, either_law_and_agreed_payload_types_are_understood) {
  RtpAudioConfig config = audio_config(1);
  config.dynamic = {{97, G711Law::a}};
  auto audio = std::move(RtpAudio::make(config, 0ns)).value();
  RtpAudio::Out out;
  std::vector<std::int16_t> heard;
  const std::pair<std::uint8_t, std::uint8_t> kTypes[] = {{0, 0x80}, {8, 0xAA}, {97, 0xAA}, {101, 0x80}};
  RtpSender sender({.ssrc = 9});
  Monotonic now{};
  for (int i = 0; i < 40; ++i) {
    const auto [type, octet] = kTypes[i / 10];
    RtpOctets bytes;
    sender.build(type, RtpOctets(160, octet), bytes);
    ASSERT_TRUE(audio->on_packet(now, bytes).ok());
    audio->tick(now += 20ms, out);
    for (const MediaIn& in : out.heard) heard.insert(heard.end(), in.audio.begin(), in.audio.end());
  }
  // The loudest of mu-law, then the loudest of A-law; telephone events are no audio.
  EXPECT_EQ(std::count(heard.begin(), heard.end(), 8031 * 4), 1600);
  EXPECT_GT(std::count(heard.begin(), heard.end(), 4032 * 8), 2 * 1600 - 640);
  EXPECT_EQ(static_cast<std::size_t>(std::count(heard.begin(), heard.end(), 8031 * 4) +
                                     std::count(heard.begin(), heard.end(), 4032 * 8)),
            heard.size());
}

TEST(RtpAudio, the_format_may_change_in_the_call) {
  auto audio = std::move(RtpAudio::make(audio_config(1), 0ns)).value();
  RtpAudio::Out out;
  audio->tick(20ms, out);
  EXPECT_EQ(parse_rtp(out.rtp.at(0))->payload_type, 8);
  audio->send_as(kPcmu);
  audio->tick(40ms, out);
  EXPECT_EQ(parse_rtp(out.rtp.at(0))->payload_type, 0);
  EXPECT_EQ(parse_rtp(out.rtp.at(0))->payload[0], 0xFF);
}

TEST(RtpAudio, the_ends_know_each_other_by_rtcp) {
  AudioCall call({.delay = 40ms, .jitter = 20ms}, 0);
  call.run(30s);
  for (const int which : {0, 1}) {
    const RtcpSession& rtcp = call.ends[which].audio->rtcp();
    EXPECT_EQ(rtcp.far_cname(), which == 0 ? "end2" : "end1");
    ASSERT_TRUE(rtcp.round_trip());
    EXPECT_GE(*rtcp.round_trip(), 78ms);
    EXPECT_LE(*rtcp.round_trip(), 122ms + 40ms);  // ticks round both ways up
    ASSERT_TRUE(rtcp.heard_by_far_end());
    EXPECT_EQ(rtcp.heard_by_far_end()->lost, 0);
  }
  RtpAudio::Out last;
  call.ends[0].audio->bye(call.ends[0].local, "", last);
  ASSERT_EQ(last.rtcp.size(), 1u);
  ASSERT_TRUE(call.ends[1].audio->on_packet(call.ends[1].local, last.rtcp[0]).ok());
  EXPECT_TRUE(call.ends[1].audio->rtcp().far_end_left());
}

TEST(RtpAudio, with_keys_nothing_leaves_or_is_heard_in_clear) {
  AudioCall call({.delay = 40ms, .jitter = 30ms}, 0, 5 * kSampleRate);
  SrtpKeys keys[2];
  keys[1].master[0] = 1;
  for (const int which : {0, 1}) {
    RtpAudioConfig config = audio_config(static_cast<std::uint32_t>(which + 1));
    config.our_keys = keys[which];
    config.their_keys = keys[1 - which];
    call.ends[which].audio = std::move(RtpAudio::make(config, 0ns)).value();
  }
  call.run(30s);
  call.expect_all_heard();
  EXPECT_EQ(call.ends[0].audio->rtcp().far_cname(), "end2");
  RtpOctets clear;
  RtpSender({.ssrc = 2, .sequence = 1500}).build(8, RtpOctets(160, 0xD5), clear);
  const Status status = call.ends[0].audio->on_packet(call.ends[0].local, clear);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, Errc::unauthenticated);
  EXPECT_EQ(call.ends[0].audio->refused(), 1);
}

TEST(RtpAudio, one_key_without_the_other_is_refused) {
  RtpAudioConfig config = audio_config(1);
  config.our_keys = SrtpKeys{};
  const auto audio = RtpAudio::make(config, 0ns);
  ASSERT_FALSE(audio.ok());
  EXPECT_EQ(audio.error().code, Errc::invalid_argument);
}

}  // namespace
}  // namespace caselli

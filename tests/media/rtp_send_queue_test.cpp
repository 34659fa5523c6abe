#include "media/rtp_send_queue.h"

#include <gtest/gtest.h>

#include <vector>

namespace caselli {
namespace {

using Audio = std::vector<std::int16_t>;

// A signal in which each sample is known by its value; none is silent.
Audio signal_of(int count, int from = 0) {
  Audio audio;
  for (int i = 0; i < count; ++i) audio.push_back(static_cast<std::int16_t>(1000 + (from + i) % 30000));
  return audio;
}
Audio silence_of(int count) { return Audio(static_cast<std::size_t>(count), 0); }

// What is sent in so many ticks with nothing put; fails on a tick without a block.
Audio sent_in(RtpSendQueue& queue, int ticks) {
  Audio out;
  RtpSendQueue::Block block;
  for (; ticks > 0; --ticks) {
    EXPECT_TRUE(queue.take(block));
    out.insert(out.end(), block.begin(), block.end());
  }
  return out;
}

Audio without_silence_around(const Audio& audio) {
  const auto loud = [](std::int16_t sample) { return sample != 0; };
  const auto first = std::find_if(audio.begin(), audio.end(), loud);
  const auto last = std::find_if(audio.rbegin(), audio.rend(), loud).base();
  return first < last ? Audio(first, last) : Audio{};
}

TEST(RtpSendQueue, silence_is_sent_while_nothing_is_put) {
  RtpSendQueue queue;
  EXPECT_FALSE(queue.in_signal());
  EXPECT_EQ(sent_in(queue, 5), silence_of(800));
}

TEST(RtpSendQueue, a_signal_leaves_whole_whatever_line_time_did_before_it) {
  for (const int elapsed : {0, 1, 80, 159, 160, 161, 168, 1000}) {
    RtpSendQueue queue;
    RtpSendQueue::Block block;
    for (int i = 0; i < 50; ++i) {
      queue.put(silence_of(elapsed));
      ASSERT_TRUE(queue.take(block));
    }
    const Audio signal = signal_of(16000);
    Audio sent;
    for (int at = 0; at < 16000; at += 160) {
      queue.put(std::span{signal}.subspan(static_cast<std::size_t>(at), 160));
      EXPECT_TRUE(queue.in_signal());
      ASSERT_TRUE(queue.take(block)) << elapsed << " at " << at;
      sent.insert(sent.end(), block.begin(), block.end());
    }
    queue.put(silence_of(1600));
    const Audio rest = sent_in(queue, 10);
    sent.insert(sent.end(), rest.begin(), rest.end());
    EXPECT_TRUE(without_silence_around(sent) == signal) << elapsed;
  }
}

// T.30 5.3.2.2: 75 ± 20 ms between DCS and the training that follows it.
TEST(RtpSendQueue, a_pause_within_a_signal_keeps_its_length) {
  RtpSendQueue queue;
  Audio whole = signal_of(800);
  const Audio pause = silence_of(95 * 8);
  whole.insert(whole.end(), pause.begin(), pause.end());
  const Audio second = signal_of(840, 800);
  whole.insert(whole.end(), second.begin(), second.end());
  Audio sent;
  RtpSendQueue::Block block;
  for (std::size_t at = 0; at < whole.size(); at += 160) {
    queue.put(std::span{whole}.subspan(at, std::min<std::size_t>(160, whole.size() - at)));
    EXPECT_TRUE(queue.in_signal());
    ASSERT_TRUE(queue.take(block));
    sent.insert(sent.end(), block.begin(), block.end());
  }
  queue.put(silence_of(2000));
  EXPECT_FALSE(queue.in_signal());
  const Audio rest = sent_in(queue, 20);
  sent.insert(sent.end(), rest.begin(), rest.end());
  EXPECT_EQ(without_silence_around(sent), whole);
}

TEST(RtpSendQueue, a_listener_late_by_forty_milliseconds_is_not_noticed_and_a_later_one_breaks_nothing) {
  RtpSendQueue queue;
  RtpSendQueue::Block block;
  Audio sent;
  const auto take = [&] {
    if (!queue.take(block)) return false;
    sent.insert(sent.end(), block.begin(), block.end());
    return true;
  };
  ASSERT_TRUE(take());
  for (int tick = 0; tick < 10; ++tick) {
    queue.put(signal_of(160, tick * 160));
    ASSERT_TRUE(take());
  }
  EXPECT_TRUE(take());  // nothing put: the reserve
  EXPECT_TRUE(take());
  EXPECT_FALSE(take());  // and nothing is made up
  EXPECT_FALSE(take());
  for (int tick = 10; tick < 20; ++tick) queue.put(signal_of(160, tick * 160));
  for (int tick = 10; tick < 20; ++tick) ASSERT_TRUE(take());
  EXPECT_TRUE(without_silence_around(sent) == signal_of(3200));
}

}  // namespace
}  // namespace caselli

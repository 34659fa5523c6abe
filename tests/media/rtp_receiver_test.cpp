#include "media/rtp_receiver.h"

#include <gtest/gtest.h>

namespace caselli {
namespace {

using Verdict = RtpReceiver::Verdict;

RtpPacket numbered(std::uint16_t sequence, std::uint32_t ssrc = 1) {
  return {.payload_type = 0, .sequence = sequence, .timestamp = sequence * 160u, .ssrc = ssrc};
}

// Packets at 20 ms, arriving as sent.
Verdict hear(RtpReceiver& receiver, std::uint16_t sequence, std::uint32_t ssrc = 1) {
  return receiver.on_packet(sequence * 160, numbered(sequence, ssrc));
}

TEST(RtpReceiver, lost_packets_are_those_that_were_expected_and_never_came) {
  RtpReceiver receiver;
  for (std::uint16_t sequence = 100; sequence < 200; ++sequence)
    if (sequence % 10 != 5) hear(receiver, sequence);
  EXPECT_EQ(receiver.lost(), 8);  // the last two of the ten may have been overtaken
  EXPECT_EQ(receiver.received(), 90);
  const auto block = receiver.report();
  EXPECT_EQ(block.ssrc, 1u);
  EXPECT_EQ(block.lost, 10);
  EXPECT_EQ(block.fraction_lost, 10 * 256 / 100);  // RFC 3550, A.3
  EXPECT_EQ(block.highest_sequence, 199u);
  EXPECT_EQ(receiver.report().fraction_lost, 0);  // since the one before
}

TEST(RtpReceiver, the_sequence_wraps_and_its_turns_are_counted) {
  RtpReceiver receiver;
  for (int i = 0; i < 70000; ++i) EXPECT_NE(hear(receiver, static_cast<std::uint16_t>(65000 + i)), Verdict::not_heeded);
  EXPECT_EQ(receiver.lost(), 0);
  EXPECT_EQ(receiver.received(), 70000);
  EXPECT_EQ(receiver.report().highest_sequence, 65000u + 69999u);  // cycles in the upper half
}

TEST(RtpReceiver, an_overtaken_packet_is_not_lost) {
  RtpReceiver receiver;
  hear(receiver, 65535);
  for (std::uint16_t sequence = 1; sequence < 30; ++sequence) hear(receiver, sequence);
  EXPECT_EQ(receiver.lost(), 1);
  EXPECT_EQ(hear(receiver, 0), Verdict::take);
  EXPECT_EQ(receiver.lost(), 0);
  EXPECT_EQ(hear(receiver, 65534), Verdict::take);  // before the first one
  EXPECT_EQ(receiver.lost(), 0);
  EXPECT_EQ(receiver.received(), 32);
}

TEST(RtpReceiver, a_duplicate_is_told_and_does_not_hide_a_loss) {
  RtpReceiver receiver;
  hear(receiver, 10);
  hear(receiver, 12);
  EXPECT_EQ(hear(receiver, 12), Verdict::duplicate);
  EXPECT_EQ(hear(receiver, 10), Verdict::duplicate);
  EXPECT_EQ(receiver.duplicates(), 2);
  EXPECT_EQ(receiver.received(), 2);
  EXPECT_EQ(receiver.report().lost, -1);  // 6.4.1: in reports, repeats count as received
}

// RFC 3550, A.8 worked out by hand: transit 0, 160, 0: J = 0 + (160 - 0)/16 = 10, then
// 10 + (160 - 10)/16 = 19.375.
TEST(RtpReceiver, jitter_is_the_smoothed_change_of_transit) {
  RtpReceiver receiver;
  receiver.on_packet(1000, numbered(1));
  receiver.on_packet(1000 + 160 + 160, numbered(2));
  EXPECT_EQ(receiver.report().jitter, 10u);
  receiver.on_packet(1000 + 320, numbered(3));
  EXPECT_EQ(receiver.report().jitter, 19u);
  EXPECT_NEAR(receiver.jitter_ms(), 19.375 / 8, 1e-9);
}

TEST(RtpReceiver, jitter_does_not_see_the_wrap_of_the_timestamp) {
  RtpReceiver receiver;
  for (std::uint32_t i = 0; i < 10; ++i)
    receiver.on_packet(i * 160,
                       {.sequence = static_cast<std::uint16_t>(i), .timestamp = 0xFFFFFE00 + i * 160, .ssrc = 1});
  EXPECT_EQ(receiver.report().jitter, 0u);
}

TEST(RtpReceiver, another_source_takes_over_with_two_packets_in_a_row) {
  RtpReceiver receiver;
  EXPECT_EQ(hear(receiver, 10), Verdict::take_over);
  hear(receiver, 12);
  EXPECT_EQ(receiver.taken_over(), nullptr);
  const std::vector<std::uint8_t> payload{1, 2, 3};
  RtpPacket first = numbered(500, 2);
  first.payload = payload;
  EXPECT_EQ(receiver.on_packet(13 * 160, first), Verdict::not_heeded);
  EXPECT_EQ(hear(receiver, 501, 2), Verdict::take_over);
  ASSERT_NE(receiver.taken_over(), nullptr);
  EXPECT_EQ(receiver.taken_over()->packet.sequence, 500);
  EXPECT_EQ(receiver.taken_over()->arrival, 13 * 160);
  EXPECT_EQ(receiver.taken_over()->payload, payload);
  EXPECT_EQ(hear(receiver, 502, 2), Verdict::take);
  EXPECT_EQ(receiver.taken_over(), nullptr);
  EXPECT_EQ(receiver.report().ssrc, 2u);
  EXPECT_EQ(receiver.received(), 5);
  EXPECT_EQ(receiver.not_heeded(), 0);
}

TEST(RtpReceiver, two_sources_at_once_do_not_alternate) {
  RtpReceiver receiver;
  for (std::uint16_t sequence = 10; sequence < 30; ++sequence) {
    EXPECT_NE(hear(receiver, sequence), Verdict::not_heeded);
    EXPECT_EQ(hear(receiver, static_cast<std::uint16_t>(sequence + 700), 2), Verdict::not_heeded);
  }
  EXPECT_EQ(receiver.report().ssrc, 1u);
}

TEST(RtpReceiver, a_sender_that_began_anew_is_heard_again_and_a_stray_number_is_not) {
  RtpReceiver receiver;
  for (std::uint16_t sequence = 10; sequence < 20; ++sequence) hear(receiver, sequence);
  EXPECT_EQ(hear(receiver, 40000), Verdict::not_heeded);
  EXPECT_EQ(hear(receiver, 20), Verdict::take);
  EXPECT_EQ(hear(receiver, 40001), Verdict::not_heeded);
  EXPECT_EQ(hear(receiver, 40002), Verdict::take_over);
  EXPECT_EQ(receiver.lost(), 0);
}

}  // namespace
}  // namespace caselli

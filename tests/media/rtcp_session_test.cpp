#include "media/rtcp_session.h"

#include <gtest/gtest.h>

#include "rtp_testing.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;
using rtp_testing::RtpOctets;

constexpr Instant kWall{1'767'225'600'000ms};

RtcpNow at(Monotonic passed) { return {passed, kWall + std::chrono::floor<std::chrono::milliseconds>(passed)}; }

struct RtcpEnd {
  explicit RtcpEnd(std::uint32_t ssrc, std::uint64_t seed = 1)
      : sender({.ssrc = ssrc, .sequence = 1, .timestamp = 1000}), session("fax@example.org", seed, 0ns) {}

  void speak(RtcpEnd& to, int packets) {
    const RtpOctets payload(160, 0xFF);
    for (RtpOctets bytes; packets > 0; --packets) {
      sender.build(0, payload, bytes);
      to.receiver.on_packet(0, *parse_rtp(bytes));
    }
  }
  // The next report, whenever it comes.
  RtcpCompound next(Monotonic& now) {
    for (;; now += 20ms)
      if (const auto bytes = session.poll(at(now), sender, receiver)) return *parse_rtcp(*bytes);
  }

  RtpSender sender;
  RtpReceiver receiver;
  RtcpSession session;
};

TEST(RtcpSession, reports_come_every_two_and_a_half_to_seven_and_a_half_seconds) {
  RtcpEnd end{1};
  Monotonic now{};
  Monotonic before{};
  Monotonic shortest = 1h, longest{};
  end.next(now);
  EXPECT_GE(now, 1250ms);  // the first after half of it (6.2)
  EXPECT_LE(now, 3770ms);
  for (int i = 0; i < 300; ++i) {
    before = now;
    end.next(now);
    shortest = std::min(shortest, now - before);
    longest = std::max(longest, now - before);
  }
  EXPECT_GE(shortest, 2500ms);
  EXPECT_LT(shortest, 2700ms);
  EXPECT_LE(longest, 7520ms);
  EXPECT_GT(longest, 7300ms);
}

TEST(RtcpSession, other_seeds_report_at_other_times) {
  Monotonic one{}, two{};
  RtcpEnd{1, 1}.next(one);
  RtcpEnd{1, 2}.next(two);
  EXPECT_NE(one, two);
}

TEST(RtcpSession, who_sent_reports_as_a_sender_and_who_did_not_as_a_receiver) {
  RtcpEnd end{7}, far{8};
  Monotonic now{};
  RtcpCompound report = end.next(now);
  ASSERT_EQ(report.reports.size(), 1u);
  EXPECT_FALSE(report.reports[0].sender);
  EXPECT_TRUE(report.reports[0].blocks.empty());  // nobody was heard
  ASSERT_EQ(report.names.size(), 1u);
  EXPECT_EQ(report.names[0], (RtcpName{7, "fax@example.org"}));

  end.speak(far, 50);
  report = end.next(now);
  ASSERT_TRUE(report.reports[0].sender);
  EXPECT_EQ(report.reports[0].sender->packets, 50u);
  EXPECT_EQ(report.reports[0].sender->octets, 8000u);
  EXPECT_EQ(report.reports[0].sender->rtp_timestamp, 9000u);
  EXPECT_EQ(report.reports[0].sender->ntp, ntp_of(at(now).wall));
  EXPECT_FALSE(end.next(now).reports[0].sender);  // nothing since
}

TEST(RtcpSession, reports_carry_the_time_of_the_far_ends_report_and_the_round_trip_follows) {
  RtcpEnd end{7}, far{8};
  end.speak(far, 10);
  Monotonic now{};
  const RtcpCompound sent = end.next(now);
  const Monotonic sent_at = now;
  // 100 ms to the far end, which answers some seconds later, and 100 ms back.
  far.session.on_packet(sent, at(sent_at + 100ms), far.sender);
  EXPECT_EQ(far.session.far_cname(), "fax@example.org");
  now = sent_at + 100ms;
  const RtcpCompound answer = far.next(now);
  ASSERT_EQ(answer.reports[0].blocks.size(), 1u);
  const RtcpReportBlock& block = answer.reports[0].blocks[0];
  EXPECT_EQ(block.ssrc, 7u);
  EXPECT_EQ(block.last_sr, ntp_middle(sent.reports[0].sender->ntp));
  EXPECT_NEAR(block.delay_since_sr / 65536.0, std::chrono::duration<double>(now - sent_at - 100ms).count(), 0.001);
  EXPECT_FALSE(end.session.round_trip());
  end.session.on_packet(answer, at(now + 100ms), end.sender);
  ASSERT_TRUE(end.session.round_trip());
  EXPECT_NEAR(static_cast<double>(end.session.round_trip()->count()), 200'000, 2'000);  // wall clock: milliseconds
  EXPECT_EQ(end.session.heard_by_far_end(), block);
}

TEST(RtcpSession, a_report_with_an_impossible_time_changes_no_round_trip) {
  RtcpEnd end{7};
  RtcpCompound odd{
      .reports = {{.ssrc = 8, .blocks = {{.ssrc = 7, .last_sr = 0xFFFF0000, .delay_since_sr = 0x7FFFFFFF}}}}};
  end.session.on_packet(odd, at(5s), end.sender);
  EXPECT_FALSE(end.session.round_trip());
  odd.reports[0].blocks[0].ssrc = 9;  // of somebody else
  end.session.on_packet(odd, at(5s), end.sender);
  EXPECT_EQ(end.session.heard_by_far_end()->ssrc, 7u);
}

TEST(RtcpSession, goodbye_is_said_with_a_last_report_and_understood) {
  RtcpEnd end{7}, far{8};
  end.speak(far, 3);
  const auto last = parse_rtcp(end.session.bye(at(9s), end.sender, end.receiver, "over"));
  ASSERT_TRUE(last.ok());
  EXPECT_EQ(last->reports.size(), 1u);
  EXPECT_EQ(last->names.size(), 1u);
  ASSERT_EQ(last->byes.size(), 1u);
  EXPECT_EQ(last->byes[0], (RtcpBye{{7}, "over"}));
  far.session.on_packet(*last, at(9s), far.sender);
  EXPECT_TRUE(far.session.far_end_left());
  Monotonic now = 10s;
  far.session.on_packet(end.next(now), at(now), far.sender);
  EXPECT_FALSE(far.session.far_end_left());
}

}  // namespace
}  // namespace caselli

// What a session tells while the fax moves.

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <set>
#include <tuple>

#include "fax_call.h"

namespace caselli::test {
namespace {

using fax::FaxProgress;
using Phase = FaxProgress::Phase;

std::string mode_name(const testing::TestParamInfo<std::tuple<Transport, bool, int>>& about) {
  const auto [transport, ecm, rate] = about.param;
  return std::string{name_of(transport)} + (ecm ? "_ecm_" : "_plain_") + std::to_string(rate);
}
class Progress : public testing::TestWithParam<std::tuple<Transport, bool, int>> {
 protected:
  Transport transport() const { return std::get<0>(GetParam()); }
  fax::FaxOrder send() const {
    auto order = send_order(transport());
    order.ecm = std::get<1>(GetParam());
    order.max_rate = std::get<2>(GetParam());
    return order;
  }
};
INSTANTIATE_TEST_SUITE_P(, Progress,
                         testing::Combine(testing::Values(Transport::audio, Transport::t38), testing::Bool(),
                                          testing::Values(14400, 9600, 4800)),
                         mode_name);

// Counts how often the bytes of a page grew, second by second, while its data flows.
struct Growth {
  void look(const FaxProgress& now, double seconds) {
    if (now.phase != Phase::page || now.page != page) {
      page = now.page;
      bytes = now.page_bytes;
      began = -1;
      return;
    }
    if (now.page_bytes <= bytes) {
      if (now.page_bytes < bytes) ++fell;
      return;
    }
    bytes = now.page_bytes;
    if (began < 0) began = seconds;
    ended = seconds;
    if (began >= 0) ++steps;
    longest = last < began ? longest : std::max(longest, seconds - last);
    last = seconds;
  }
  int page = 0, steps = 0, fell = 0;
  std::int64_t bytes = 0;
  double began = -1, ended = 0, last = -1, longest = 0;
};

TEST_P(Progress, moves_at_least_four_times_a_second_inside_a_page_at_both_ends) {
  FaxCall call(send(), receive_order(transport()), {with_rows(chart(7), 1200), chart(1)});
  Growth sender, receiver;
  call.pair->after_step = [&] {
    sender.look(call.sender->progress(), call.pair->seconds());
    receiver.look(call.receiver->progress(), call.pair->seconds());
  };
  ASSERT_TRUE(call.pair->run());
  call.expect_good();
  for (const auto* end : {&sender, &receiver}) {
    EXPECT_GT(end->steps, 40);
    EXPECT_EQ(end->fell, 0);
    EXPECT_LE(end->longest, 0.25);
  }
}

TEST_P(Progress, counts_the_bytes_that_crossed_the_line) {
  FaxCall call(send(), receive_order(transport()), {chart(1)});
  std::int64_t sent = 0, total = 0, received = 0;
  double apart = 0;
  call.pair->after_step = [&] {
    const auto from = call.sender->progress(), to = call.receiver->progress();
    if (from.page == 1) {
      sent = from.page_bytes;
      total = from.page_bytes_total;
    }
    if (to.page == 1) received = to.page_bytes;
    if (from.page == 1 && to.page == 1 && from.phase == Phase::page && from.page_bytes > 0)
      apart = std::max(apart, std::abs(static_cast<double>(from.page_bytes - to.page_bytes)));
  };
  ASSERT_TRUE(call.pair->run());
  const auto coded = call.sent().pages.at(0).bytes;
  EXPECT_EQ(total, coded);
  EXPECT_EQ(sent, coded);
  EXPECT_NEAR(static_cast<double>(received), static_cast<double>(coded), 256);
  // What the sender shows as gone and the receiver as come: half a second of line and wire.
  EXPECT_LT(apart, 0.5 * call.sent().bit_rate / 8 + 512);
}

TEST_P(Progress, share_never_falls_and_ends_at_one) {
  FaxCall call(send(), receive_order(transport()), {with_rows(chart(2), 700), with_rows(chart(7), 700)},
               {.loss = transport() == Transport::t38 ? 0.004 : 0.0005, .seed = 11});
  double before = 0;
  int fell = 0;
  std::uint64_t changes = 0;
  FaxProgress last = call.sender->progress();
  call.pair->after_step = [&] {
    const auto now = call.sender->progress();
    if (now.document_share < before) ++fell;
    EXPECT_TRUE(now == last || call.sender->change_count() > changes) << "changed without saying so";
    EXPECT_LE(now.page_bytes, std::max<std::int64_t>(now.page_bytes_total, 0));
    before = now.document_share;
    changes = call.sender->change_count();
    last = now;
  };
  ASSERT_TRUE(call.pair->run());
  EXPECT_EQ(fell, 0);
  EXPECT_DOUBLE_EQ(before, call.sent().outcome == Outcome::sent ? 1 : before);
}

TEST_P(Progress, time_left_is_within_a_fifth_of_the_truth_from_the_middle_on) {
  FaxCall call(send(), receive_order(transport()), {chart(2), chart(1), chart(5)});
  std::vector<std::pair<double, double>> told;  // when, seconds left
  call.pair->after_step = [&] {
    const auto now = call.sender->progress();
    if (!call.sender->result() && now.document_share >= 0.5) told.emplace_back(call.pair->seconds(), now.seconds_left);
    if (!call.sender->result()) return;
  };
  ASSERT_TRUE(call.pair->run_until([&] { return call.sender->result().has_value(); }));
  ASSERT_GT(told.size(), 500u);
  const double end = call.pair->seconds();
  for (const auto& [when, left] : told) {
    const double truth = end - when;
    // In the last moments a progress line is 160 ms old at most.
    EXPECT_NEAR(left, truth, std::max(truth * 0.2, 0.2)) << "at " << when << " of " << end;
    if (HasFailure()) break;
  }
}

TEST_P(Progress, rate_and_modem_show_only_after_training_was_confirmed) {
  FaxCall call(send(), receive_order(transport()), {with_rows(chart(2), 300)});
  std::set<int> before, after;
  bool confirmed = false;
  call.pair->after_step = [&] {
    const auto now = call.sender->progress();
    confirmed = confirmed || now.last_frame == "< CFR";
    (confirmed ? after : before).insert(now.bit_rate);
    EXPECT_EQ(now.modem.empty(), now.bit_rate == 0);
  };
  ASSERT_TRUE(call.pair->run());
  EXPECT_EQ(before, std::set<int>{0});
  EXPECT_EQ(after, std::set<int>{std::get<2>(GetParam())});
}

TEST(ProgressFields, follow_the_fax_from_page_to_page) {
  FaxCall call(Transport::t38, {with_rows(chart(1), 400), with_rows(chart(2), 400), with_rows(chart(5), 400)});
  std::vector<int> sent_pages, received_pages;
  std::vector<Phase> phases;
  const auto note = [](auto& list, auto value) {
    if (list.empty() || list.back() != value) list.push_back(value);
  };
  int done_early = 0;
  call.pair->after_step = [&] {
    const auto from = call.sender->progress(), to = call.receiver->progress();
    note(sent_pages, from.page);
    note(received_pages, to.page);
    note(phases, from.phase);
    // The receiver confirms before the sender knows.
    if (from.pages_done > to.pages_done) ++done_early;
    EXPECT_EQ(from.pages, 3);
    EXPECT_EQ(to.pages, 0);
  };
  ASSERT_TRUE(call.pair->run());
  call.expect_good();
  EXPECT_EQ(done_early, 0);
  EXPECT_EQ(sent_pages, (std::vector<int>{0, 1, 2, 3, 0}));
  EXPECT_EQ(received_pages, (std::vector<int>{0, 1, 2, 3, 0}));
  const std::vector<Phase> expected{Phase::identify, Phase::negotiate,  Phase::page, Phase::after_page,
                                    Phase::page,     Phase::after_page, Phase::page, Phase::after_page,
                                    Phase::ending,   Phase::ended};
  EXPECT_EQ(phases, expected);

  const auto last = call.sender->progress();
  EXPECT_EQ(last.remote_id, "RECEIVER 7");
  EXPECT_EQ(last.pages_done, 3);
  EXPECT_EQ(last.modem, "V.17");
  EXPECT_EQ(last.bit_rate, 14400);
  EXPECT_TRUE(last.ecm);
  EXPECT_EQ(last.compression, "MMR");
  EXPECT_EQ(last.resolution, "204x196");
  EXPECT_EQ(last.width, 1728);
  EXPECT_EQ(last.dcs_attempts, 1);
  EXPECT_EQ(last.last_frame, "> DCN");
  EXPECT_EQ(call.receiver->progress().last_frame, "< DCN");
  EXPECT_EQ(call.receiver->progress().pages_done, 3);
}

// Behaviour row 11: PPR and RTN are counted.
TEST(ProgressFields, count_repeats_and_failures_to_train) {
  // Enough loss to need frames again, with ECM.
  FaxCall call(Transport::audio, {chart(1)}, {.loss = 0.001, .seed = 5});
  ASSERT_TRUE(call.pair->run());
  call.expect_good();
  EXPECT_EQ(call.sender->progress().ppr, 1);
  EXPECT_EQ(call.receiver->progress().ppr, 1);

  // A block lost in the training check costs a rate step, not the call.
  FaxCall trained(Transport::audio, {chart(1)}, {.loss = 0.001, .seed = 2});
  ASSERT_TRUE(trained.pair->run());
  trained.expect_good();
  EXPECT_EQ(trained.sender->progress().ftt, 1);
  EXPECT_EQ(trained.receiver->progress().ftt, 1);
  EXPECT_EQ(trained.sender->progress().dcs_attempts, 2);
  EXPECT_LT(trained.sent().bit_rate, 14400);
}

TEST(ProgressFields, show_rows_received_damaged) {
  auto send = send_order(Transport::audio);
  send.ecm = false;
  FaxCall call(send, receive_order(Transport::audio), {chart(1)});
  call.pair->after_step = [&] {
    const auto bytes = call.receiver->progress().page_bytes;
    call.pair->wire.loss = bytes > 3000 && bytes < 9000 ? 0.02 : 0;
  };
  int live = 0;
  ASSERT_TRUE(call.pair->run_until([&] {
    if (call.receiver->progress().phase == Phase::page) live = std::max(live, call.receiver->progress().bad_rows);
    return call.sender->result() && call.receiver->result();
  }));
  EXPECT_GT(live, 0);
  EXPECT_GE(call.receiver->progress().bad_rows, live);
  EXPECT_GE(call.received().pages.at(0).bad_rows, live);
}

}  // namespace
}  // namespace caselli::test

// Whole faxes between two sessions: every page arrives pixel by pixel.

#include <gtest/gtest.h>

#include <tuple>

#include "fax_call.h"

namespace caselli::test {
namespace {

using fax::FaxProgress;

class Transports : public testing::TestWithParam<Transport> {};
INSTANTIATE_TEST_SUITE_P(, Transports, testing::Values(Transport::audio, Transport::t38), transport_name);

std::string coding_name(const testing::TestParamInfo<std::tuple<Transport, bool, Compression>>& about) {
  const auto [transport, ecm, coding] = about.param;
  return std::string{name_of(transport)} + (ecm ? "_ecm_" : "_plain_") + std::string{name_of(coding)};
}
class Codings : public testing::TestWithParam<std::tuple<Transport, bool, Compression>> {};
INSTANTIATE_TEST_SUITE_P(, Codings,
                         testing::Combine(testing::Values(Transport::audio, Transport::t38), testing::Bool(),
                                          testing::Values(Compression::mh, Compression::mr, Compression::mmr)),
                         coding_name);

// Behaviour row 11: the received page equals the sent one.
TEST_P(Codings, carries_four_charts_pixel_by_pixel) {
  const auto [transport, ecm, coding] = GetParam();
  auto send = send_order(transport);
  send.ecm = ecm;
  send.mmr = coding == Compression::mmr;
  send.mr = coding != Compression::mh;
  FaxCall call(send, receive_order(transport), {chart(1), chart(2), chart(5), chart(7)});
  ASSERT_TRUE(call.pair->run());
  call.expect_good();

  // MMR is only for ECM (T.30 table 2, note 25); without it MR goes.
  const auto used = !ecm && coding == Compression::mmr ? Compression::mr : coding;
  for (const auto* result : {&call.sent(), &call.received()}) {
    ASSERT_EQ(result->pages.size(), 4u);
    EXPECT_EQ(result->pages_done, 4);
    EXPECT_EQ(result->bit_rate, 14400);
    for (const auto& page : result->pages) {
      EXPECT_EQ(page.compression, name_of(used));
      EXPECT_EQ(page.ecm, ecm);
      EXPECT_EQ(page.resolution, "204x196");
      EXPECT_EQ(page.width, 1728);
      EXPECT_EQ(page.length, 2376);
      EXPECT_EQ(page.bit_rate, 14400);
      EXPECT_TRUE(page.confirmed);
    }
  }
}

TEST_P(Transports, tells_each_end_who_the_other_is) {
  FaxCall call(GetParam(), {with_rows(chart(2), 300)});
  ASSERT_TRUE(call.pair->run());
  EXPECT_EQ(call.sent().remote_id, "RECEIVER 7");
  EXPECT_EQ(call.received().remote_id, "+49 30 1234567");
}

TEST_P(Transports, carries_wide_and_fine_pages) {
  const auto piece = with_rows(chart(1), 600);
  FaxCall call(GetParam(),
               {widened(piece, 2048), widened(piece, 2432), with_resolution(piece, 391), with_resolution(piece, 98)});
  ASSERT_TRUE(call.pair->run());
  call.expect_good();
  const auto& pages = call.received().pages;
  ASSERT_EQ(pages.size(), 4u);
  EXPECT_EQ(pages[0].width, 2048);
  EXPECT_EQ(pages[1].width, 2432);
  EXPECT_EQ(pages[2].resolution, "204x391");
  EXPECT_EQ(pages[3].resolution, "204x98");
}

TEST_P(Transports, sends_a_resumed_fax_from_the_first_page_that_is_missing) {
  auto send = send_order(GetParam());
  send.first_page = 3;
  const auto piece = with_rows(chart(5), 400);
  FaxCall call(send, receive_order(GetParam()), {piece, piece, with_rows(chart(1), 400), with_rows(chart(7), 400)});
  int highest = 0, lowest = 99;
  call.pair->after_step = [&] {
    if (const int page = call.sender->progress().page; page > 0) {
      highest = std::max(highest, page);
      lowest = std::min(lowest, page);
    }
  };
  ASSERT_TRUE(call.pair->run());
  call.expect_good(3);
  EXPECT_EQ(lowest, 3);
  EXPECT_EQ(highest, 4);
  ASSERT_EQ(call.sent().pages.size(), 2u);
  EXPECT_EQ(call.sent().pages[0].page, 3);
  EXPECT_EQ(call.sent().pages[1].page, 4);
  EXPECT_EQ(call.sent().pages_done, 2);
}

TEST_P(Transports, sends_only_to_the_last_page_ordered) {
  auto send = send_order(GetParam());
  send.first_page = 2;
  send.last_page = 2;
  const auto piece = with_rows(chart(5), 300);
  FaxCall call(send, receive_order(GetParam()), {piece, with_rows(chart(1), 300), piece});
  ASSERT_TRUE(call.pair->run());
  EXPECT_EQ(call.sent().outcome, Outcome::sent);
  ASSERT_EQ(call.pair->pages.size(), 1u);
  EXPECT_EQ(bits_of(call.pair->pages[0]), call.pages[1]);
}

TEST_P(Transports, holds_the_rate_ordered) {
  for (const auto& [limit, v17, modem, rate] :
       {std::tuple{14400, true, "V.17", 14400}, std::tuple{14400, false, "V.29", 9600},
        std::tuple{9600, true, "V.29", 9600}, std::tuple{4800, true, "V.27ter", 4800}}) {
    auto send = send_order(GetParam());
    send.max_rate = limit;
    send.v17 = v17;
    FaxCall call(send, receive_order(GetParam()), {with_rows(chart(2), 300)});
    ASSERT_TRUE(call.pair->run());
    call.expect_good();
    EXPECT_EQ(call.sent().bit_rate, rate);
    EXPECT_EQ(call.sender->progress().modem, modem);
    EXPECT_EQ(call.receiver->progress().modem, modem);
  }
}

TEST_P(Transports, takes_the_rate_the_receiver_allows) {
  auto receive = receive_order(GetParam());
  receive.max_rate = 9600;
  FaxCall call(send_order(GetParam()), receive, {with_rows(chart(2), 300)});
  ASSERT_TRUE(call.pair->run());
  call.expect_good();
  EXPECT_EQ(call.received().bit_rate, 9600);
}

TEST_P(Transports, prints_a_header_line_above_the_page) {
  auto send = send_order(GetParam());
  send.header = "Caselli test";
  FaxCall call(send, receive_order(GetParam()), {with_rows(chart(2), 500)});
  ASSERT_TRUE(call.pair->run());
  ASSERT_EQ(call.sent().outcome, Outcome::sent);
  ASSERT_EQ(call.pair->pages.size(), 1u);
  const auto page = bits_of(call.pair->pages[0]);
  const auto& sent = call.pages[0];
  ASSERT_EQ(page.length, sent.length + 32);
  EXPECT_TRUE(std::equal(sent.rows.begin(), sent.rows.end(), page.rows.end() - static_cast<long>(sent.rows.size())));
  EXPECT_TRUE(std::any_of(page.rows.begin(), page.rows.begin() + 32 * 216, [](auto octet) { return octet != 0; }));
}

TEST_P(Transports, carries_a_page_of_several_ecm_blocks) {
  FaxCall call(GetParam(), {dithered(1728, 1200)});
  ASSERT_TRUE(call.pair->run());
  call.expect_good();
  EXPECT_GT(call.sent().pages[0].bytes, 2 * 65536);
}

TEST_P(Transports, refuses_a_page_the_far_end_cannot_take) {
  auto receive = receive_order(GetParam());
  receive.max_width = 1728;
  FaxCall call(send_order(GetParam()), receive, {widened(with_rows(chart(1), 300), 2432)});
  ASSERT_TRUE(call.pair->run());
  EXPECT_EQ(code_of(call.sent().outcome), "no_far_end_capability") << call.sent().t30_text;
  EXPECT_EQ(call.sent().pages_done, 0);
}

TEST_P(Transports, survives_a_slow_wire) {
  FaxCall call(GetParam(), {with_rows(chart(1), 500), with_rows(chart(2), 500)}, {.delay = 300 * 8});
  ASSERT_TRUE(call.pair->run());
  call.expect_good();
}

TEST_P(Transports, does_the_same_again_for_the_same_seed) {
  const auto run = [&](std::uint64_t seed) {
    FaxCall call(GetParam(), {with_rows(chart(1), 800)},
                 {.loss = GetParam() == Transport::t38 ? 0.01 : 0.001, .seed = seed});
    call.pair->run();
    return std::tuple{call.pair->now(),
                      call.sent(),
                      call.received(),
                      call.sender->take_trace(),
                      call.receiver->take_trace(),
                      call.sender->change_count()};
  };
  EXPECT_EQ(run(5), run(5));
}

}  // namespace
}  // namespace caselli::test

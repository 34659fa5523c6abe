// How a fax ends: stopped, cut off, refused; and that nothing stays behind.

#include <gtest/gtest.h>
#include <spandsp.h>

#include <filesystem>
#include <set>

#include "fax/t30_outcome.h"
#include "fax_call.h"

namespace caselli::test {
namespace {

class Ends : public testing::TestWithParam<Transport> {};
INSTANTIATE_TEST_SUITE_P(, Ends, testing::Values(Transport::audio, Transport::t38), transport_name);

TEST(T30Outcome, every_completion_code_has_one_that_is_not_good) {
  for (int code = T30_ERR_OK; code <= T30_ERR_CSA_UNACCEPTABLE; ++code) {
    for (const auto direction : {Direction::send, Direction::receive}) {
      const auto outcome = fax::outcome_of(code, direction, true);
      EXPECT_NE(outcome, Outcome::none) << code;
      EXPECT_FALSE(row_of(outcome).good) << code;
    }
    EXPECT_FALSE(fax::text_of_code(code).empty());
  }
  EXPECT_EQ(fax::outcome_of(9999, Direction::send, true), Outcome::internal_error);
}

TEST(T30Outcome, a_line_that_falls_silent_is_cut_off_only_after_training) {
  EXPECT_EQ(fax::outcome_of(T30_ERR_CALLDROPPED, Direction::send, true), Outcome::cut_off);
  EXPECT_EQ(fax::outcome_of(T30_ERR_CALLDROPPED, Direction::send, false), Outcome::no_carrier);
  EXPECT_EQ(fax::outcome_of(T30_ERR_T0_EXPIRED, Direction::send, false), Outcome::not_a_fax);
  EXPECT_EQ(fax::outcome_of(T30_ERR_CANNOT_TRAIN, Direction::send, false), Outcome::training_failed);
  EXPECT_EQ(fax::outcome_of(T30_ERR_FILEERROR, Direction::send, false), Outcome::document_error);
  EXPECT_EQ(fax::outcome_of(T30_ERR_FILEERROR, Direction::receive, false), Outcome::storage_error);
}

TEST_P(Ends, a_fax_cancelled_in_mid_page_says_so_and_the_far_end_is_cut_off) {
  FaxCall call(GetParam(), {with_rows(chart(2), 500), chart(7)});
  ASSERT_TRUE(call.pair->run_until(
      [&] { return call.sender->progress().page == 2 && call.sender->progress().page_bytes > 5000; }));
  call.sender->stop(Outcome::cancelled);
  ASSERT_TRUE(call.sender->result());
  EXPECT_EQ(code_of(call.sent().outcome), "cancelled");
  EXPECT_EQ(call.sent().pages_done, 1);
  EXPECT_EQ(call.sender->progress().phase, fax::FaxProgress::Phase::ended);
  ASSERT_TRUE(call.pair->run());
  EXPECT_EQ(code_of(call.received().outcome), "cut_off");
  EXPECT_EQ(call.received().pages_done, 1);

  // Over is over.
  call.sender->stop(Outcome::storage_error);
  EXPECT_EQ(code_of(call.sent().outcome), "cancelled");
  MediaIn in;
  in.elapsed = 5 * kTick;
  MediaOut out;
  call.sender->exchange(in, out);
  EXPECT_TRUE(out.packets.empty());
  EXPECT_EQ(out.audio.size(), GetParam() == Transport::audio ? 800u : 0u);
  EXPECT_TRUE(std::all_of(out.audio.begin(), out.audio.end(), [](auto sample) { return sample == 0; }));
}

TEST_P(Ends, a_session_stopped_before_it_began_has_its_result) {
  auto receiver = session_of(receive_order(GetParam()));
  receiver->stop(Outcome::expired);
  ASSERT_TRUE(receiver->result());
  EXPECT_EQ(receiver->result()->outcome, Outcome::expired);
  EXPECT_EQ(receiver->result()->pages_done, 0);
}

TEST_P(Ends, a_hang_up_after_the_last_confirmation_is_still_a_whole_fax) {
  FaxCall call(GetParam(), {with_rows(chart(1), 400)});
  call.pair->hang_up = false;
  // The sender heard MCF; its DCN never leaves.
  ASSERT_TRUE(call.pair->run_until([&] { return call.sender->progress().pages_done == 1; }));
  call.sender->stop(Outcome::cut_off);
  call.receiver->stop(Outcome::cut_off);
  call.expect_good();
}

TEST_P(Ends, a_hang_up_before_the_last_confirmation_is_not_a_whole_fax) {
  FaxCall call(GetParam(), {with_rows(chart(1), 400), with_rows(chart(2), 400)});
  call.pair->hang_up = false;
  ASSERT_TRUE(call.pair->run_until([&] {
    return call.sender->progress().page == 2 && call.sender->progress().phase == fax::FaxProgress::Phase::after_page;
  }));
  call.sender->stop(Outcome::cut_off);
  call.receiver->stop(Outcome::cut_off);
  EXPECT_EQ(code_of(call.sent().outcome), "cut_off");
  EXPECT_EQ(call.sent().pages_done, 1);
  EXPECT_EQ(code_of(call.received().outcome), "cut_off");
  EXPECT_EQ(call.received().pages_done, 1);
}

TEST_P(Ends, a_caller_that_hangs_up_after_page_one_leaves_that_page) {
  FaxCall call(GetParam(), {with_rows(chart(1), 400), chart(2)});
  ASSERT_TRUE(call.pair->run_until(
      [&] { return call.receiver->progress().page_bytes > 2000 && call.receiver->progress().page == 2; }));
  call.sender->stop(Outcome::cut_off);
  ASSERT_TRUE(call.pair->run());
  EXPECT_EQ(code_of(call.received().outcome), "cut_off");
  EXPECT_EQ(call.received().pages_done, 1);
  ASSERT_EQ(call.received().pages.size(), 2u);
  EXPECT_TRUE(call.received().pages[0].confirmed);
  EXPECT_FALSE(call.received().pages[1].confirmed);
  ASSERT_EQ(call.pair->pages.size(), 1u);
  EXPECT_EQ(bits_of(call.pair->pages[0]), call.pages[0]);
}

TEST_P(Ends, two_senders_find_no_common_ground) {
  TempFolder folder;
  write_document(folder / "one.tif", {with_rows(chart(1), 100)});
  auto one = send_order(GetParam());
  one.document = folder / "one.tif";
  auto other = one;
  other.calling = false;
  auto caller = session_of(one), answerer = session_of(other);
  FaxPair pair(*caller, *answerer);
  ASSERT_TRUE(pair.run(std::chrono::minutes{5}));
  EXPECT_FALSE(row_of(caller->result()->outcome).good);
  EXPECT_FALSE(row_of(answerer->result()->outcome).good);
}

TEST_P(Ends, nothing_stays_open_after_many_sessions) {
  const auto open_files = [] {
    std::set<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
      files.insert(entry.path().filename());
    return files.size();
  };
  const auto run = [&](int kind) {
    FaxCall call(GetParam(), {with_rows(chart(2), 60)});
    if (kind == 0) call.pair->run();
    if (kind == 1) call.pair->run_until([&] { return call.sender->progress().page == 1; });
    if (kind == 2) {
      call.pair->run_until([&] { return call.receiver->progress().page == 1; });
      call.receiver->stop(Outcome::cancelled);
    }
    auto refused = send_order(GetParam());
    refused.document = call.folder / "document.tif";
    refused.page_count = 9;
    EXPECT_FALSE(fax::make_fax_session(refused).ok());
  };
  run(0);
  const auto before = open_files();
  for (int i = 0; i < 60; ++i) run(i % 4);
  EXPECT_EQ(open_files(), before);
}

}  // namespace
}  // namespace caselli::test

// Behaviour row 4: retries vary the method, and what a far end needs is remembered by line and
// number for a while.

#include <gmock/gmock.h>

#include "queue_harness.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

using Methods = std::vector<std::string>;

class MethodsTest : public QueueHarness {
 protected:
  // What port `number` was asked to use for each call, in order.
  Methods asked(int number = 1) {
    Methods all;
    for (const auto& order : port(number).orders)
      all.push_back(std::string{order.t38 ? "t38" : "audio"} + (order.ecm ? "" : " no ecm") +
                    (order.v17 ? "" : " no v17"));
    return all;
  }
  // A machine that takes audio only, behind a gateway that accepts T.38 and garbles it.
  static Reply needs_audio(const SendOrder& order) {
    if (order.t38) return {Outcome::training_failed, 0, true, 20s, 200, Transport::t38};
    return {Outcome::sent, -1, true, 30s, 200, Transport::audio};
  }
  // Further faxes to the machine above.
  void send_another(const std::string& to = "030 1234") {
    port().orders.clear();
    ASSERT_TRUE(run_to(submit(fax_to(to)).id, JobState::sent));
  }
};

TEST_F(MethodsTest, retries_go_through_t38_then_without_ecm_then_audio_then_audio_without_v17) {
  settings_.retries = 3;
  script_ = [](const SendOrder&) { return Reply{Outcome::training_failed, 0, true, 20s, 200, Transport::t38}; };
  start();
  ASSERT_TRUE(run_to(submit(fax_to("1")).id, JobState::failed));
  EXPECT_THAT(asked(), ElementsAre("t38", "t38 no ecm", "audio", "audio no v17"));
}

TEST_F(MethodsTest, the_next_fax_to_that_number_begins_with_what_worked) {
  script_ = needs_audio;
  start();
  ASSERT_TRUE(run_to(submit(fax_to("030-1234")).id, JobState::sent));
  EXPECT_THAT(asked(), ElementsAre("t38", "t38 no ecm", "audio"));
  send_another("0301234");
  EXPECT_THAT(asked(), ElementsAre("audio"));
}

TEST_F(MethodsTest, another_number_and_another_line_begin_with_t38) {
  port_count_ = 2;
  lines_ = {"a", "b"};
  script_ = needs_audio;
  start();
  ASSERT_TRUE(run_to(submit(fax_to("0301234@a")).id, JobState::sent));
  send_another("0305678@a");
  EXPECT_EQ(asked().front(), "t38");
  ASSERT_TRUE(run_to(submit(fax_to("0301234@b")).id, JobState::sent));
  EXPECT_EQ(asked(2).front(), "t38");
}

TEST_F(MethodsTest, a_fallback_inside_the_call_is_remembered_too) {
  script_ = [](const SendOrder&) { return Reply{Outcome::sent, -1, true, 30s, 200, Transport::audio}; };
  start();
  ASSERT_TRUE(run_to(submit(fax_to("030 1234")).id, JobState::sent));
  send_another();
  EXPECT_THAT(asked(), ElementsAre("audio"));
}

TEST_F(MethodsTest, after_its_expiry_t38_is_tried_again) {
  method_expiry_ = 24h;
  script_ = needs_audio;
  start();
  ASSERT_TRUE(run_to(submit(fax_to("030 1234")).id, JobState::sent));
  time_->run_for(25h);
  send_another();
  EXPECT_EQ(asked().front(), "t38");
}

TEST_F(MethodsTest, a_restart_of_the_server_forgets_nothing) {
  script_ = needs_audio;
  start();
  ASSERT_TRUE(run_to(submit(fax_to("030 1234")).id, JobState::sent));
  crash();
  start();
  send_another();
  EXPECT_THAT(asked(), ElementsAre("audio"));
}

TEST_F(MethodsTest, a_line_without_t38_teaches_nothing) {
  audio_lines_ = {"loop"};
  script_ = [](const SendOrder&) { return Reply{Outcome::sent, -1, true, 30s, 200, Transport::audio}; };
  start();
  ASSERT_TRUE(run_to(submit(fax_to("030 1234")).id, JobState::sent));
  EXPECT_TRUE(store_->methods()->empty());
}

TEST_F(MethodsTest, a_busy_number_teaches_nothing) {
  script_ = [n = 0](const SendOrder&) mutable {
    return n++ == 0 ? Reply{Outcome::busy, 0, false, 5s, 486}
                    : Reply{Outcome::sent, -1, true, 30s, 200, Transport::t38};
  };
  start();
  ASSERT_TRUE(run_to(submit(fax_to("030 1234")).id, JobState::sent));
  EXPECT_THAT(asked(), ElementsAre("t38", "t38"));
  EXPECT_TRUE(store_->methods()->empty());
}

}  // namespace
}  // namespace caselli

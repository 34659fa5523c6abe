// Every state of a job with every command, and what new jobs begin as.

#include "queue/commands.h"

#include <gtest/gtest.h>

#include <array>

namespace caselli {
namespace {

using namespace std::chrono_literals;
using enum JobState;

constexpr Instant kNoon{std::chrono::seconds{1'767'268'800}};

Job in_state(JobState state) {
  Job job;
  job.id = JobId{1};
  job.direction = state == receiving || state == received ? Direction::receive : Direction::send;
  job.state = state;
  job.pages_done = 2;
  job.tries = job.dials = 1;
  job.outcome = Outcome::busy;
  if (state == waiting) job.next_at = kNoon + 5min;
  if (is_final(state)) job.ended_at = kNoon - 1min;
  return job;
}

// What each command makes of each state; nothing: refused.
struct Walk {
  JobState at;
  std::optional<JobState> cancel, hold, resume, restart;
};
constexpr Walk kWalks[] = {
    {preparing, cancelled, held, {}, {}},
    {queued, cancelled, held, {}, queued},
    {waiting, cancelled, held, {}, queued},
    {held, cancelled, {}, queued, queued},
    {sending, sending, sending, {}, sending},
    {sent, {}, {}, {}, queued},
    {failed, {}, {}, {}, queued},
    {cancelled, {}, {}, {}, queued},
    {receiving, {}, {}, {}, {}},
    {received, {}, {}, {}, {}},
};

TEST(Commands, every_command_in_every_state) {
  for (const auto& walk : kWalks) {
    for (const auto& [event, next] :
         {std::pair{JobCommand::cancel, walk.cancel}, std::pair{JobCommand::hold, walk.hold},
          std::pair{JobCommand::resume, walk.resume}, std::pair{JobCommand::restart, walk.restart}}) {
      Job job = in_state(walk.at);
      const auto done = apply_command(job, event, {}, kNoon);
      ASSERT_EQ(done.ok(), next.has_value()) << name_of(walk.at) << ' ' << static_cast<int>(event);
      if (!done) {
        EXPECT_EQ(done.error().code, Errc::wrong_state);
        EXPECT_EQ(job, in_state(walk.at));
        continue;
      }
      EXPECT_EQ(job.state, *next) << name_of(walk.at);
      EXPECT_EQ(job.next_at.has_value(), job.state == waiting);
      EXPECT_EQ(job.ended_at.has_value(), is_final(job.state));
      if (walk.at == sending) {
        EXPECT_EQ(job.cancel_wanted, event == JobCommand::cancel);
        EXPECT_EQ(job.hold_wanted, event == JobCommand::hold);
        EXPECT_EQ(job.restart_wanted, event == JobCommand::restart);
        EXPECT_EQ(job.pages_done, 2);
      } else if (event == JobCommand::restart) {
        EXPECT_EQ(job.pages_done + job.tries + job.dials, 0);
        EXPECT_EQ(job.outcome, Outcome::none);
      } else {
        EXPECT_EQ(job.pages_done, 2);
      }
    }
  }
}

TEST(Commands, a_fax_resumed_before_its_time_waits_for_it) {
  Job job = in_state(held);
  job.send_at = kNoon + 1h;
  ASSERT_TRUE(apply_command(job, JobCommand::resume, {}, kNoon));
  EXPECT_EQ(job.state, waiting);
  EXPECT_EQ(job.next_at, job.send_at);
}

TEST(Commands, a_new_fax_is_queued_or_waits_for_its_time) {
  Job now, later, past;
  later.send_at = kNoon + 1h;
  past.send_at = kNoon - 1h;
  for (auto* job : {&now, &later, &past}) place(*job, {}, kNoon);
  EXPECT_EQ(now.state, queued);
  EXPECT_EQ(now.submitted_at, kNoon);
  EXPECT_EQ(later.state, waiting);
  EXPECT_EQ(later.next_at, kNoon + 1h);
  EXPECT_EQ(past.state, queued);
  EXPECT_FALSE(past.next_at);
}

TEST(Commands, marks_set_while_a_claim_was_given_back_act_on_the_queued_fax) {
  struct Case {
    bool cancel, hold, restart;
    JobState expected;
  };
  for (const auto& [cancel, hold, restart, expected] :
       {Case{true, false, false, cancelled}, Case{false, true, false, held}, Case{false, false, true, queued},
        Case{false, true, true, held}, Case{true, true, true, cancelled}}) {
    Job job = in_state(queued);
    job.cancel_wanted = cancel;
    job.hold_wanted = hold;
    job.restart_wanted = restart;
    EXPECT_TRUE(apply_marks(job, {}, kNoon));
    EXPECT_EQ(job.state, expected);
    EXPECT_FALSE(job.cancel_wanted || job.hold_wanted || job.restart_wanted);
    EXPECT_EQ(job.pages_done, restart && !cancel ? 0 : 2);
  }
  Job untouched = in_state(queued);
  EXPECT_FALSE(apply_marks(untouched, {}, kNoon));
}

}  // namespace
}  // namespace caselli

// Every state with every event.

#include "core/job_state.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace caselli {
namespace {

constexpr JobEvent kEvents[] = {JobEvent::prepared,   JobEvent::preparing_failed, JobEvent::due,     JobEvent::claimed,
                                JobEvent::ended_good, JobEvent::try_later,        JobEvent::gave_up, JobEvent::cancel,
                                JobEvent::hold,       JobEvent::resume,           JobEvent::restart};

// Rows: states; columns: events in the order of kEvents; "-" does not apply (409).
const std::map<std::string, std::string> kWalk = {
    {"preparing", "queued failed - - - - failed cancelled held - -"},
    {"queued", "- - - sending - - failed cancelled held - queued"},
    {"waiting", "- - queued sending - - failed cancelled held - queued"},
    {"held", "- - - - - - failed cancelled - queued queued"},
    {"sending", "- - - - sent waiting failed sending sending - sending"},
    {"sent", "- - - - - - - - - - queued"},
    {"failed", "- - - - - - - - - - queued"},
    {"cancelled", "- - - - - - - - - - queued"},
    {"receiving", "- - - - received - failed - - - -"},
    {"received", "- - - - - - - - - - -"},
};

TEST(JobState, every_state_answers_every_event) {
  for (int i = 0; i <= static_cast<int>(JobState::received); ++i) {
    const auto state = static_cast<JobState>(i);
    std::string row;
    for (const auto event : kEvents) {
      const auto next = next_job_state(state, event);
      row += (row.empty() ? "" : " ") + std::string{next ? name_of(*next) : "-"};
    }
    EXPECT_EQ(row, kWalk.at(std::string{name_of(state)})) << name_of(state);
  }
}

TEST(JobState, knows_the_final_ones) {
  for (const auto state : {JobState::sent, JobState::failed, JobState::cancelled, JobState::received})
    EXPECT_TRUE(is_final(state));
  for (const auto state : {JobState::preparing, JobState::queued, JobState::waiting, JobState::held, JobState::sending,
                           JobState::receiving})
    EXPECT_FALSE(is_final(state));
}

}  // namespace
}  // namespace caselli

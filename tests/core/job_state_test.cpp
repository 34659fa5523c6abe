// Every state with every command.

#include "core/job_state.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace caselli {
namespace {

constexpr JobCommand kCommands[] = {JobCommand::cancel, JobCommand::hold, JobCommand::resume, JobCommand::restart};

// Rows: states; columns: commands in the order of kCommands; "-" does not apply (409).
const std::map<std::string, std::string> kWalk = {
    {"preparing", "cancelled held - -"},
    {"queued", "cancelled held - queued"},
    {"waiting", "cancelled held - queued"},
    {"held", "cancelled - queued queued"},
    {"sending", "sending sending - sending"},
    {"sent", "- - - queued"},
    {"failed", "- - - queued"},
    {"cancelled", "- - - queued"},
    {"receiving", "- - - -"},
    {"received", "- - - -"},
};

TEST(JobState, every_state_answers_every_command) {
  for (int i = 0; i <= static_cast<int>(JobState::received); ++i) {
    const auto state = static_cast<JobState>(i);
    std::string row;
    for (const auto command : kCommands) {
      const auto next = next_job_state(state, command);
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

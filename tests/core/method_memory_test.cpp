#include "core/method_memory.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace caselli {
namespace {

using namespace std::chrono_literals;
using enum FaxMethod;

constexpr Instant kStart{std::chrono::seconds{1'767'225'600}};
const MethodPlace kThere{"trunk-a", "5551234"};

Attempt attempt(Outcome outcome, Transport transport = Transport::t38, bool answered = true) {
  Attempt made;
  made.outcome = outcome;
  made.transport = transport;
  made.answered = answered;
  return made;
}

TEST(FaxMethod, each_failed_try_goes_one_further_and_the_last_stays) {
  const std::vector<FaxMethod> order{t38, t38_without_ecm, audio, audio_without_v17, audio_without_v17};
  for (int tries = 0; tries < 5; ++tries) EXPECT_EQ(method_after_tries(tries), order[static_cast<std::size_t>(tries)]);
}

TEST(FaxMethod, names_are_read_back) {
  for (const auto method : {t38, t38_without_ecm, audio, audio_without_v17})
    EXPECT_EQ(parse_fax_method(row_of(method).name), method);
  EXPECT_FALSE(parse_fax_method("V.34"));
}

TEST(MethodLesson, a_sent_fax_shows_that_its_way_works) {
  EXPECT_EQ(lesson_of(attempt(Outcome::sent), t38), (MethodLesson{t38, true}));
  EXPECT_EQ(lesson_of(attempt(Outcome::sent), t38_without_ecm), (MethodLesson{t38_without_ecm, true}));
  EXPECT_EQ(lesson_of(attempt(Outcome::sent, Transport::audio), audio_without_v17),
            (MethodLesson{audio_without_v17, true}));
}

TEST(MethodLesson, a_call_that_fell_back_went_in_audio) {
  EXPECT_EQ(lesson_of(attempt(Outcome::sent, Transport::audio), t38), (MethodLesson{audio, true}));
  EXPECT_EQ(lesson_of(attempt(Outcome::training_failed, Transport::audio), t38), (MethodLesson{audio, false}));
}

TEST(MethodLesson, only_what_another_way_may_avoid_counts_against_one) {
  for (const auto outcome : {Outcome::negotiation_failed, Outcome::training_failed, Outcome::page_failed,
                             Outcome::protocol_error, Outcome::no_carrier, Outcome::cut_off})
    EXPECT_EQ(lesson_of(attempt(outcome), t38), (MethodLesson{t38, false})) << code_of(outcome);
  for (const auto outcome : {Outcome::busy, Outcome::not_a_fax, Outcome::remote_cancelled, Outcome::document_error,
                             Outcome::cancelled, Outcome::uncertain, Outcome::storage_error})
    EXPECT_FALSE(lesson_of(attempt(outcome), t38)) << code_of(outcome);
  EXPECT_FALSE(lesson_of(attempt(Outcome::cut_off, Transport::none, false), t38));
}

TEST(MethodMemory, knows_nothing_of_a_far_end_that_does_as_usual) {
  MethodMemory memory;
  EXPECT_FALSE(memory.first(kThere, kStart));
  EXPECT_FALSE(memory.learn(kThere, {t38, true}, kStart));
  EXPECT_FALSE(memory.first(kThere, kStart));
  EXPECT_TRUE(memory.entries().empty());
}

TEST(MethodMemory, begins_with_what_worked_last) {
  MethodMemory memory;
  EXPECT_TRUE(memory.learn(kThere, {audio, true}, kStart));
  EXPECT_EQ(memory.first(kThere, kStart), audio);
  EXPECT_FALSE(memory.learn(kThere, {audio, true}, kStart + 1h));
  EXPECT_TRUE(memory.learn(kThere, {t38, true}, kStart + 2h));
  EXPECT_FALSE(memory.first(kThere, kStart + 2h));
}

TEST(MethodMemory, goes_past_what_failed_and_after_the_last_to_the_usual) {
  MethodMemory memory;
  for (const auto& [failed, next] :
       {std::pair{t38, t38_without_ecm}, std::pair{t38_without_ecm, audio}, std::pair{audio, audio_without_v17}}) {
    EXPECT_TRUE(memory.learn(kThere, {failed, false}, kStart));
    EXPECT_EQ(memory.first(kThere, kStart), next);
  }
  EXPECT_TRUE(memory.learn(kThere, {audio_without_v17, false}, kStart));
  EXPECT_FALSE(memory.first(kThere, kStart));
  EXPECT_FALSE(memory.find(kThere));
}

TEST(MethodMemory, tells_lines_and_numbers_apart) {
  MethodMemory memory;
  memory.learn(kThere, {audio, true}, kStart);
  EXPECT_FALSE(memory.first({"trunk-b", "5551234"}, kStart));
  EXPECT_FALSE(memory.first({"trunk-a", "5551235"}, kStart));
}

TEST(MethodMemory, forgets_after_two_weeks_even_what_goes_on_working) {
  MethodMemory memory;
  memory.learn(kThere, {audio, true}, kStart);
  memory.learn(kThere, {audio, true}, kStart + 24h * 13);
  EXPECT_EQ(memory.first(kThere, kStart + 24h * 14 - 1s), audio);
  EXPECT_FALSE(memory.first(kThere, kStart + 24h * 14));
  // Tried in T.38 then, which worked: the entry is gone, also from what is stored.
  EXPECT_TRUE(memory.learn(kThere, {t38, true}, kStart + 24h * 14));
  EXPECT_FALSE(memory.find(kThere));
}

TEST(MethodMemory, learns_anew_after_its_expiry) {
  MethodMemory memory;
  memory.learn(kThere, {audio, true}, kStart);
  EXPECT_TRUE(memory.learn(kThere, {audio, true}, kStart + 24h * 15));
  EXPECT_EQ(memory.find(kThere), (MethodEntry{kThere, audio, kStart + 24h * 15}));
}

TEST(MethodMemory, is_bounded_and_the_oldest_go) {
  MethodMemory memory{MethodMemory::kExpiry, 3};
  for (int i = 0; i < 5; ++i) memory.learn({"trunk-a", std::to_string(4 - i)}, {audio, true}, kStart + 1min * i);
  const auto entries = memory.entries();
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(entries[0].place.number, "0");
  EXPECT_EQ(entries[2].place.number, "2");
}

TEST(MethodMemory, is_restored_from_what_was_stored) {
  MethodMemory memory;
  memory.learn(kThere, {audio, true}, kStart);
  memory.learn({"trunk-b", "77"}, {t38, false}, kStart + 1h);
  MethodMemory other;
  other.restore(memory.entries());
  EXPECT_EQ(other.entries(), memory.entries());

  MethodMemory small{MethodMemory::kExpiry, 1};
  auto stored = memory.entries();
  stored.push_back({{"trunk-b", "77"}, audio, kStart});  // older than what is known of it
  small.restore(stored);
  EXPECT_EQ(small.entries(), (std::vector<MethodEntry>{{{"trunk-b", "77"}, t38_without_ecm, kStart + 1h}}));
}

}  // namespace
}  // namespace caselli

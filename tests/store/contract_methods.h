#pragma once
// Part of job_store_contract.h: what was learned of far ends.

#include "job_store_fixture.h"

namespace caselli {

TEST_P(JobStoreContract, what_a_far_end_needs_is_kept_replaced_and_forgotten_by_line_and_number) {
  const MethodEntry first{{"trunk-a", "0301234"}, FaxMethod::audio, kNoon};
  const MethodEntry other{{"trunk-b", "0301234"}, FaxMethod::t38_without_ecm, kNoon + minutes{1}};
  ASSERT_TRUE(store_->keep_method(first));
  ASSERT_TRUE(store_->keep_method(other));
  EXPECT_EQ(*store_->methods(), (std::vector{first, other}));
  const MethodEntry later{first.place, FaxMethod::audio_without_v17, kNoon + minutes{2}};
  ASSERT_TRUE(store_->keep_method(later));
  EXPECT_EQ(*store_->methods(), (std::vector{later, other}));
  ASSERT_TRUE(store_->forget_method(other.place));
  ASSERT_TRUE(store_->forget_method({"trunk-c", "1"}));
  EXPECT_EQ(*store_->methods(), std::vector{later});
}

}  // namespace caselli

#include "headroom/temporal/worker/query_gate.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace temporal::detail {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class a_query_gate : public ::testing::Test {
 protected:
  void ends(const std::string& activity_id, bool last = true) {
    gate->ends("run", activity_id, last, [this, activity_id] { told.push_back(activity_id); });
  }
  std::unique_ptr<query_gate::closed> close() { return gate->close("run", is_under_way()); }
  query_gate::is_under_way is_under_way() {
    return [this](std::string_view id) { return std::ranges::find(under_way, id) != under_way.end(); };
  }

  std::shared_ptr<query_gate> gate = std::make_shared<query_gate>();
  std::vector<std::string> under_way = {"1", "2"};  // what the run waits for
  std::vector<std::string> told;                    // what core knows
};

TEST_F(a_query_gate, lets_local_activities_end_while_it_is_open) {
  ends("1");
  EXPECT_THAT(told, ElementsAre("1"));
}

TEST_F(a_query_gate, holds_their_ends_while_an_answer_is_on_its_way_in_their_order) {
  auto answer = close();
  ASSERT_NE(answer, nullptr);
  ends("2");
  ends("1");
  EXPECT_THAT(told, IsEmpty());
  answer.reset();
  EXPECT_THAT(told, ElementsAre("2", "1"));
}

TEST_F(a_query_gate, waits_for_all_answers_on_their_way) {
  auto one = close();
  auto other = close();
  ends("1");
  one.reset();
  EXPECT_THAT(told, IsEmpty());
  other.reset();
  EXPECT_THAT(told, ElementsAre("1"));
}

TEST_F(a_query_gate, does_not_close_after_an_end_that_the_run_does_not_know) {
  ends("1");
  EXPECT_EQ(close(), nullptr);
  under_way = {"2"};
  EXPECT_NE(close(), nullptr) << "now it knows";
}

TEST_F(a_query_gate, does_not_close_after_an_end_that_was_held) {
  auto answer = close();
  ends("1");
  answer.reset();
  EXPECT_EQ(close(), nullptr);
}

TEST_F(a_query_gate, closes_while_core_retries_a_failed_attempt) {
  ends("1", false);
  EXPECT_NE(close(), nullptr);
}

TEST_F(a_query_gate, closes_when_an_attempt_has_begun_after_what_was_told) {
  ends("1");
  gate->begins("run", "1");
  EXPECT_NE(close(), nullptr);
}

TEST_F(a_query_gate, forgets_what_was_told_with_the_run) {
  ends("1");
  gate->forget("run");
  EXPECT_NE(close(), nullptr) << "replayed, it waits for an activity of the same id again";
}

TEST_F(a_query_gate, settles_what_the_run_knows) {
  ends("1");
  under_way = {"2"};
  gate->settle("run", is_under_way());
  under_way = {"1"};
  EXPECT_NE(close(), nullptr) << "a later activity of the same id has not ended";
}

TEST_F(a_query_gate, keeps_runs_apart) {
  const auto answer = gate->close("another", is_under_way());
  ends("1");
  EXPECT_THAT(told, ElementsAre("1"));
}

}  // namespace
}  // namespace temporal::detail

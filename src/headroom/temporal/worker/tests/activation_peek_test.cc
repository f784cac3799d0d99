#include "headroom/temporal/worker/activation_peek.h"

#include <gtest/gtest.h>

#include "temporal/sdk/core/workflow_activation/workflow_activation.pb.h"

namespace temporal::detail {
namespace {

using coresdk::workflow_activation::RemoveFromCache;
using coresdk::workflow_activation::WorkflowActivation;

TEST(peek, sees_the_run_and_that_it_starts) {
  WorkflowActivation activation;
  activation.set_run_id("r");
  activation.mutable_timestamp()->set_seconds(5);
  activation.set_history_length(3);
  activation.add_jobs()->mutable_initialize_workflow()->set_workflow_type("t");
  activation.add_jobs()->mutable_signal_workflow()->set_signal_name("s");
  const auto seen = peek(activation.SerializeAsString());
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->run_id, "r");
  EXPECT_TRUE(seen->initializes);
  EXPECT_FALSE(seen->evicts);
}

TEST(peek, sees_an_eviction_with_its_reason) {
  WorkflowActivation activation;
  activation.set_run_id("r");
  auto& eviction = *activation.add_jobs()->mutable_remove_from_cache();
  eviction.set_reason(RemoveFromCache::NONDETERMINISM);
  eviction.set_message("differs");
  const auto seen = peek(activation.SerializeAsString());
  ASSERT_TRUE(seen);
  EXPECT_TRUE(seen->evicts);
  EXPECT_EQ(seen->eviction_reason, "NONDETERMINISM");
  EXPECT_EQ(seen->eviction_message, "differs");
}

TEST(peek, sees_a_query_and_that_it_replays) {
  WorkflowActivation activation;
  activation.set_run_id("r");
  activation.set_is_replaying(true);
  auto& query = *activation.add_jobs()->mutable_query_workflow();
  query.set_query_id("1");
  query.set_query_type("q");
  const auto seen = peek(activation.SerializeAsString());
  ASSERT_TRUE(seen);
  EXPECT_TRUE(seen->queries);
  EXPECT_FALSE(seen->queries_alone);
  EXPECT_TRUE(seen->replaying);
  EXPECT_FALSE(seen->initializes);
}

TEST(peek, tells_a_query_by_itself_from_those_of_a_task) {
  WorkflowActivation activation;
  activation.set_run_id("r");
  activation.add_jobs()->mutable_query_workflow()->set_query_id("legacy_query");
  const auto seen = peek(activation.SerializeAsString());
  ASSERT_TRUE(seen);
  EXPECT_TRUE(seen->queries);
  EXPECT_TRUE(seen->queries_alone);
}

TEST(peek, sees_that_an_activity_has_ended) {
  WorkflowActivation activation;
  activation.set_run_id("r");
  activation.add_jobs()->mutable_resolve_activity()->set_seq(1);
  const auto seen = peek(activation.SerializeAsString());
  ASSERT_TRUE(seen);
  EXPECT_TRUE(seen->resolves);
  EXPECT_FALSE(seen->queries);
}

TEST(peek, is_empty_for_bytes_that_are_no_activation) {
  EXPECT_FALSE(peek(""));
  EXPECT_FALSE(peek(std::string("\xff\xff\xff\xff", 4)));
  WorkflowActivation activation;
  activation.set_run_id("r");
  activation.add_jobs()->mutable_fire_timer()->set_seq(1);
  const std::string whole = activation.SerializeAsString();
  for (std::size_t size = 1; size < whole.size(); ++size) static_cast<void>(peek(whole.substr(0, size)));  // No crash.
}

}  // namespace
}  // namespace temporal::detail

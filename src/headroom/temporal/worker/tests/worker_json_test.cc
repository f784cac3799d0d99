#include "headroom/temporal/worker/worker_json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "headroom/temporal/runtime/errors.h"

namespace temporal::detail {
namespace {

using nlohmann::json;

json document_of(const worker_options& options, served_tasks tasks = {}) {
  return json::parse(worker_json(options.get(), "default", tasks));
}

TEST(worker_json, has_the_defaults_of_the_options) {
  const auto document = document_of(worker_options{}.task_queue("q"));
  EXPECT_EQ(document["task_queue"], "q");
  EXPECT_EQ(document["max_cached_workflows"], 1000);
  EXPECT_EQ(document["slots"]["activity"], (json{{"fixed", 100}}));
  EXPECT_EQ(document["graceful_shutdown_ms"], 0) << "unset would mean that activities are never cancelled";
  EXPECT_FALSE(document.contains("workflow_pollers"));
  EXPECT_FALSE(document.contains("versioning"));
}

TEST(worker_json, asks_only_for_the_tasks_that_are_served) {
  const auto document = document_of(worker_options{}.task_queue("q"), {.workflows = true, .remote_activities = false});
  EXPECT_EQ(document["task_types"],
            (json{{"workflows", true}, {"local_activities", true}, {"remote_activities", false}}));
}

TEST(worker_json, writes_pollers_versions_and_resource_targets) {
  const auto document = document_of(
      worker_options{}
          .task_queue("q")
          .workflow_pollers(fixed_pollers{3})
          .activity_pollers(autoscaling_pollers{1, 9, 2})
          .resource_based({.memory_usage_target = 0.5, .cpu_usage_target = 0.6})
          .deployment({.deployment_name = "d", .build_id = "b", .default_behavior = versioning_behavior::pinned}));
  EXPECT_EQ(document["workflow_pollers"], (json{{"simple_maximum", 3}}));
  EXPECT_EQ(document["activity_pollers"]["autoscaling"]["maximum"], 9);
  EXPECT_EQ(document["slots"]["resource_targets"], (json{{"memory", 0.5}, {"cpu", 0.6}}));
  EXPECT_EQ(document["versioning"]["deployment"]["default_behavior"], "pinned");
}

TEST(worker_json, without_a_cache_gives_core_room_for_the_runs_that_have_a_task) {
  const auto options = worker_options{}.task_queue("q").max_cached_workflows(0).max_workflow_tasks(7);
  EXPECT_TRUE(forgets_after_task(options.get()));
  EXPECT_EQ(document_of(options)["max_cached_workflows"], 7);
  EXPECT_EQ(document_of(options)["sticky_schedule_to_start_timeout_ms"], 1000);
  const auto one_poller = worker_options(options).workflow_pollers(fixed_pollers{1});
  EXPECT_FALSE(forgets_after_task(one_poller.get()));
  EXPECT_EQ(document_of(one_poller)["max_cached_workflows"], 0);
}

TEST(worker_json, refuses_options_that_contradict_each_other) {
  EXPECT_THROW(document_of(worker_options{}), configuration_error);
  EXPECT_THROW(document_of(worker_options{}.task_queue("q"), {.workflows = false, .remote_activities = false}),
               configuration_error);
  EXPECT_THROW(document_of(worker_options{}.task_queue("q").max_workflow_tasks(1)), configuration_error);
  EXPECT_NO_THROW(document_of(worker_options{}.task_queue("q").max_workflow_tasks(1).max_cached_workflows(0)));
}

}  // namespace
}  // namespace temporal::detail

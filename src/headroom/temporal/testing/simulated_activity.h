#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "temporal/sdk/core/activity_result/activity_result.pb.h"
#include "temporal/sdk/core/workflow_commands/workflow_commands.pb.h"

#include "headroom/temporal/activity/info.h"
#include "headroom/temporal/activity/registry.h"
#include "headroom/temporal/common/retry_policy.h"
#include "headroom/temporal/testing/agenda.h"

namespace temporal::testing::detail {

// The functions that stand in for activities or children, and how long each takes.
struct stand_ins {
  activity::registry functions;
  std::map<std::string, duration> takes;

  void add(activity::definition mock, duration how_long) {
    takes[mock.name] = how_long;
    functions.add(std::move(mock));
  }
};

// One activity that a workflow has scheduled, remote or local, through all its attempts.
class simulated_activity : public std::enable_shared_from_this<simulated_activity> {
 public:
  using resolution = coresdk::activity_result::ActivityResolution;
  using on_end = std::function<void(const resolution&)>;

  simulated_activity(const coresdk::workflow_commands::ScheduleActivity& command, const stand_ins& mocks, agenda& when,
                     on_end report);
  simulated_activity(const coresdk::workflow_commands::ScheduleLocalActivity& command, const stand_ins& mocks,
                     agenda& when, on_end report);

  // Begins the first attempt, now.
  void start();
  // Ends it as cancelled: between attempts, or while one takes its time.
  void cancel();

 private:
  template <class Command>
  void read(const Command& command);
  void attempt();
  void end_attempt(const coresdk::activity_result::ActivityExecutionResult& result);
  void fail(const temporal::api::failure::v1::Failure& cause, temporal::api::enums::v1::RetryState state);
  [[nodiscard]] temporal::api::enums::v1::RetryState verdict_on(const temporal::api::failure::v1::Failure& cause) const;
  [[nodiscard]] duration delay_after(const temporal::api::failure::v1::Failure& cause) const;
  void describe(temporal::api::failure::v1::Failure& failure, temporal::api::enums::v1::RetryState state) const;

  const stand_ins& mocks_;
  agenda& when_;
  on_end report_;
  agenda::entry next_{};
  timestamp deadline_ = timestamp::max();
  std::string type_;
  activity::info info_;
  payload_list input_;
  retry_policy::values retry_;
};

}  // namespace temporal::testing::detail

#include "headroom/temporal/workflow/timer_operation.h"

#include <fmt/format.h>
#include <stdexcept>

#include "temporal/sdk/core/workflow_commands/workflow_commands.pb.h"

#include "headroom/temporal/common/payload_proto.h"
#include "headroom/temporal/workflow/commands.h"
#include "headroom/temporal/workflow/runtime.h"

namespace temporal::workflow::detail {

timer_operation::timer_operation(std::shared_ptr<scope_state> scope, duration d)
    : operation(std::move(scope)), duration_(d) {}

std::shared_ptr<timer_operation> timer_operation::start(std::shared_ptr<scope_state> scope, duration d,
                                                        const std::string& summary) {
  auto& run = require_writable("a timer");
  if (d < duration::zero()) {
    throw std::invalid_argument(
        fmt::format("saw a timer of {} ms, expected a duration that is not negative", d.count() / 1'000'000));
  }
  auto timer = std::make_shared<timer_operation>(std::move(scope), d);
  timer->seq_ = run.timers.add(timer);
  auto& command = run.commands.add();
  command.mutable_start_timer()->set_seq(timer->seq_);
  temporal::detail::write_proto(d, *command.mutable_start_timer()->mutable_start_to_fire_timeout());
  write_summary(summary, command);
  return timer;
}

void timer_operation::cancel() {
  if (done()) return;
  auto& run = require_current("cancel a timer");
  run.timers.take(seq_);
  run.commands.add().mutable_cancel_timer()->set_seq(seq_);
  fail_cancelled();
}

std::string timer_operation::describe() const { return fmt::format("timer of {} ms", duration_.count() / 1'000'000); }

}  // namespace temporal::workflow::detail

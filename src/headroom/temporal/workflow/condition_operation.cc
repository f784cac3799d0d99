#include "headroom/temporal/workflow/condition_operation.h"

#include "headroom/temporal/workflow/runtime.h"
#include "headroom/temporal/workflow/timer_operation.h"

namespace temporal::workflow::detail {

condition_operation::condition_operation(std::shared_ptr<scope_state> scope, std::function<bool()> holds)
    : operation(std::move(scope)), holds_(std::move(holds)) {
  require_current("wait_condition").conditions.add(*this);
}

condition_operation::~condition_operation() {
  auto* run = current();
  if (run != nullptr && !run->deleting && !done()) run->conditions.remove(*this);
}

void condition_operation::start_timeout(duration d, const std::string& summary) {
  timer_ = timer_operation::start(nullptr, d, summary);
  timer_->add(*this);
}

bool condition_operation::check() {
  try {
    if (!holds_()) return false;
  } catch (...) {
    leave();
    fail(std::current_exception());
    return true;
  }
  leave();
  succeed();
  return true;
}

void condition_operation::cancel() {
  if (done()) return;
  leave();
  fail_cancelled();
}

void condition_operation::wake() {
  if (done()) return;
  timed_out_ = true;
  leave();
  succeed();
}

void condition_operation::leave() {
  require_current("wait_condition").conditions.remove(*this);
  if (auto timer = std::move(timer_)) {
    timer->remove(*this);
    timer->cancel();
  }
}

}  // namespace temporal::workflow::detail

#include "headroom/temporal/workflow/condition.h"

#include "headroom/temporal/workflow/condition_operation.h"
#include "headroom/temporal/workflow/runtime.h"

namespace temporal::workflow::detail {

bool condition_wait::await_ready() {
  require_open("wait_condition");
  if (holds_()) return at_once_ = true;
  return timeout_ && *timeout_ <= duration::zero();  // no time to wait: false, without a timer
}

void condition_wait::suspend(coroutine_base& self) {
  op_ = std::make_shared<condition_operation>(self.scope, holds_);
  if (timeout_) op_->start_timeout(*timeout_, summary_);
  wake_up_.self = &self;
  op_->add(wake_up_);
}

bool condition_wait::outcome() const {
  if (!op_) return at_once_;
  (void)op_->result();
  return !op_->timed_out();
}

}  // namespace temporal::workflow::detail

#include "headroom/temporal/workflow/scheduler.h"

#include <algorithm>

#include "headroom/temporal/workflow/condition_list.h"
#include "headroom/temporal/workflow/runtime.h"

namespace temporal::workflow::detail {

void scheduler::on_final(coroutine_base& c) noexcept {
  if (c.continuation != nullptr) {
    push_front(*c.continuation);
  } else {
    ended_.push_back(&c);
  }
}

void scheduler::start(task<void> root, std::shared_ptr<scope_state> scope) {
  coroutine_base& c = root.release().promise();
  if (!c.scope) c.scope = std::move(scope);
  roots_.push_back(&c);
  push_back(c);
}

void scheduler::run(condition_list& conditions, const std::function<bool()>& may_wake) {
  do {
    run_ready();
  } while (may_wake() && conditions.wake_those_that_hold());
}

void scheduler::run_ready() {
  while (!ready_.empty()) {
    running_ = ready_.front();
    ready_.pop_front();
    running_->handle.resume();
    running_ = nullptr;
    reap();
  }
}

void scheduler::reap() {
  while (!ended_.empty()) {
    coroutine_base* c = ended_.back();
    ended_.pop_back();
    roots_.erase(std::find(roots_.begin(), roots_.end(), c));
    const auto error = static_cast<promise_base&>(*c).error;
    c->handle.destroy();
    if (error) std::rethrow_exception(error);
  }
}

void scheduler::destroy_all() {
  ready_.clear();
  while (!roots_.empty()) {
    coroutine_base* c = roots_.back();
    roots_.pop_back();
    destroy_from_leaf(*c);
  }
  ended_.clear();
}

}  // namespace temporal::workflow::detail

#include "headroom/temporal/workflow/operation.h"

#include <algorithm>

#include "headroom/temporal/common/failure.h"
#include "headroom/temporal/workflow/runtime.h"
#include "headroom/temporal/workflow/scope_state.h"

namespace temporal::workflow::detail {

operation::operation(std::shared_ptr<scope_state> scope)
    : id_(require_current("this operation").next_operation_id()), scope_(std::move(scope)) {
  if (scope_) attach(*scope_);
}

void operation::attach(scope_state& s) {
  if (done() || std::find(attached_.begin(), attached_.end(), &s) != attached_.end()) return;
  s.add(*this);
  attached_.push_back(&s);
}

void operation::succeed(payload result) {
  if (done()) return;
  outcome_ = std::move(result);
  close();
}

void operation::fail(std::exception_ptr why) {
  if (done()) return;
  outcome_ = std::move(why);
  close();
}

void operation::fail_cancelled() { fail(std::make_exception_ptr(cancelled_failure())); }

void operation::close() {
  for (auto* s : std::exchange(attached_, {})) s->remove(*this);
  finish();
}

const payload& operation::result() const {
  if (const auto* error = std::get_if<std::exception_ptr>(&outcome_)) std::rethrow_exception(*error);
  return std::get<payload>(outcome_);
}

void request_cancel(operation& op) {
  if (!require_writable("cancel").deleting) op.cancel();
}

bool operation_wait::suspend(coroutine_base& self) {
  self_ = &self;
  if (op_->scope() != self.scope) {
    if (self.scope->cancelled()) {  // a later operation in a cancelled scope: it ends at once and sends nothing
      refused_ = true;
      return false;
    }
    op_->attach(*self.scope);
  }
  op_->add(*this);
  return true;
}

void operation_wait::wake() { resume_later(*self_); }

const payload& operation_wait::outcome() const {
  if (refused_) self_->scope->check();
  return op_->result();
}

}  // namespace temporal::workflow::detail

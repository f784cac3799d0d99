#include "headroom/temporal/workflow/scope.h"

#include "headroom/temporal/workflow/runtime.h"

namespace temporal::workflow {

cancellation_scope::cancellation_scope() : cancellation_scope(detail::scope_kind::open) {}

cancellation_scope::cancellation_scope(detail::scope_kind kind)
    : state_(std::make_shared<detail::scope_state>(detail::require_current("a cancellation scope").scope(), kind)) {}

cancellation_scope cancellation_scope::shielded() { return cancellation_scope(detail::scope_kind::shielded); }

void cancellation_scope::cancel(const std::string& reason) const {
  if (!detail::require_writable("cancel").deleting) state_->cancel(reason);
}

bool cancelled() { return detail::require_current("cancelled").scope()->cancelled(); }

void throw_if_cancelled() { detail::require_current("throw_if_cancelled").scope()->check(); }

}  // namespace temporal::workflow

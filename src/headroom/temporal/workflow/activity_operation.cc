#include "headroom/temporal/workflow/activity_operation.h"

#include "headroom/temporal/workflow/runtime.h"

namespace temporal::workflow::detail {

void activity_operation::register_pending() {
  seq_ =
      require_current("an activity").activities.add(std::static_pointer_cast<activity_operation>(shared_from_this()));
}

}  // namespace temporal::workflow::detail

#include "headroom/temporal/workflow/condition_list.h"

#include "headroom/temporal/workflow/condition_operation.h"

namespace temporal::workflow::detail {

bool condition_list::wake_first() {
  for (auto* c : waiting_) {
    if (c->check()) return true;  // it has left the list
  }
  return false;
}

}  // namespace temporal::workflow::detail

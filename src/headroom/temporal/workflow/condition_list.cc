#include "headroom/temporal/workflow/condition_list.h"

#include "headroom/temporal/workflow/condition_operation.h"

namespace temporal::workflow::detail {

bool condition_list::wake_those_that_hold() {
  bool any = false;
  for (auto next = waiting_.begin(); next != waiting_.end();) {
    auto* c = *next++;  // one that is woken leaves the list
    any = c->check() || any;
  }
  return any;
}

}  // namespace temporal::workflow::detail

#include "headroom/temporal/workflow/completable.h"

#include <utility>

namespace temporal::workflow::detail {

void completable::finish() {
  if (done_) return;
  done_ = true;
  for (auto* w : std::exchange(waiters_, {})) w->wake();
}

}  // namespace temporal::workflow::detail

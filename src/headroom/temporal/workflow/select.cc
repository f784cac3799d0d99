#include "headroom/temporal/workflow/select.h"

#include <algorithm>
#include <utility>

namespace temporal::workflow::detail {

void select_wait::wake() {
  if (self_ == nullptr) return;  // woken already: one source can stand in the list twice
  for (auto* s : sources_) s->remove(*this);
  resume_later(*std::exchange(self_, nullptr));
}

std::size_t select_wait::first_done() const {
  const auto it = std::find_if(sources_.begin(), sources_.end(), [](const completable* s) { return s->done(); });
  return static_cast<std::size_t>(it - sources_.begin());
}

}  // namespace temporal::workflow::detail

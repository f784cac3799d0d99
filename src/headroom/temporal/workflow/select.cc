#include "headroom/temporal/workflow/select.h"

#include <algorithm>

namespace temporal::workflow::detail {

void select_wait::wake() {
  for (auto* s : sources_) s->remove(*this);
  resume_later(*self_);
}

std::size_t select_wait::first_done() const {
  const auto it = std::find_if(sources_.begin(), sources_.end(), [](const completable* s) { return s->done(); });
  return static_cast<std::size_t>(it - sources_.begin());
}

}  // namespace temporal::workflow::detail

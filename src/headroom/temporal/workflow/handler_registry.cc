#include "headroom/temporal/workflow/handler_registry.h"

#include <utility>

namespace temporal::workflow::detail {

std::deque<inbound_call> handler_registry::take_deliverable() {
  std::deque<inbound_call> now, later;
  for (auto& s : kept_) (signal(s.name) != nullptr ? now : later).push_back(std::move(s));
  kept_ = std::move(later);
  return now;
}

}  // namespace temporal::workflow::detail

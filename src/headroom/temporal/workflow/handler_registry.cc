#include "headroom/temporal/workflow/handler_registry.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace temporal::workflow::detail {

std::deque<inbound_call> handler_registry::take_deliverable() {
  std::deque<inbound_call> later;
  std::vector<std::deque<inbound_call>> by_name;
  for (auto& s : kept_) {
    if (signal(s.name) == nullptr) {
      later.push_back(std::move(s));
      continue;
    }
    auto same = std::ranges::find_if(by_name, [&](const auto& calls) { return calls.front().name == s.name; });
    if (same == by_name.end()) same = by_name.emplace(by_name.end());
    same->push_back(std::move(s));
  }
  kept_ = std::move(later);
  std::deque<inbound_call> now;
  for (auto& calls : by_name) std::ranges::move(calls, std::back_inserter(now));
  return now;
}

}  // namespace temporal::workflow::detail

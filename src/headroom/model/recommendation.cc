#include "headroom/model/recommendation.h"

#include <algorithm>

namespace headroom {

std::string_view to_string(confidence c) {
  switch (c) {
    case confidence::unknown:
      return "unknown";
    case confidence::low:
      return "low";
    case confidence::medium:
      return "medium";
    case confidence::high:
      return "high";
  }
  return "unknown";
}

std::string_view to_string(throttle_risk r) {
  switch (r) {
    case throttle_risk::unknown:
      return "unknown";
    case throttle_risk::low:
      return "low";
    case throttle_risk::medium:
      return "medium";
    case throttle_risk::high:
      return "high";
    case throttle_risk::certain:
      return "certain";
  }
  return "unknown";
}

std::string_view to_string(verdict v) {
  switch (v) {
    case verdict::throttled:
      return "throttled";
    case verdict::near_limit:
      return "near-limit";
    case verdict::overpaying:
      return "overpaying";
    case verdict::fine:
      return "fine";
    case verdict::unknown:
      return "unknown";
  }
  return "unknown";
}

const capacity_option* recommendation::option(const capacity& choice) const {
  const auto found = std::ranges::find(options, choice, &capacity_option::choice);
  return found == options.end() ? nullptr : &*found;
}

std::optional<usd_micros> recommendation::change_per_month() const {
  const capacity_option* then = option(advised);
  const capacity_option* now = seen.current ? option(*seen.current) : nullptr;
  if (!then || !now) return std::nullopt;
  return then->cost_per_month - now->cost_per_month;
}

std::optional<usd_micros> recommendation::idle_per_month() const {
  const capacity_option* now = seen.current ? option(*seen.current) : nullptr;
  if (!now) return std::nullopt;
  return now->idle_premium_per_month;
}

}  // namespace headroom

#include "headroom/model/recommendation.h"

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

}  // namespace headroom

#include "headroom/model/capacity.h"

namespace headroom {

std::string_view to_string(capacity_mode mode) {
  return mode == capacity_mode::provisioned ? "provisioned" : "on-demand";
}

std::string to_string(const capacity& c) {
  if (!c.trus()) return "on-demand";
  return std::to_string(c.rung()) + (c.rung() == 1 ? " TRU" : " TRUs");
}

}  // namespace headroom

#include "headroom/temporal/workflow/running_handlers.h"

namespace temporal::workflow::detail {

std::string running_handlers::names() const {
  std::string out;
  for (const auto& name : names_) {
    if (!out.empty()) out += ", ";
    out += name;
  }
  return out;
}

}  // namespace temporal::workflow::detail

#include "headroom/model/week_plan.h"

#include <algorithm>

namespace headroom {

int week_plan::changes() const {
  return static_cast<int>(std::ranges::count_if(blocks, [](const plan_block& b) { return !(b.before == b.held); }));
}

const plan_option* week_plan::option(std::string_view name) const {
  const auto found = std::ranges::find(options, name, &plan_option::name);
  return found == options.end() ? nullptr : &*found;
}

}  // namespace headroom

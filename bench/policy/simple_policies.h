#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "headroom/plan/policy.h"

namespace headroom::bench {

// A rule of thumb to be compared with.
struct simple_policy {
  std::string_view name;
  std::unique_ptr<plan::policy> (*make)(const plan::policy_setting& setting);
};

// break_even: no forecast; in each hour what would have been cheapest so far. newsvendor: begins on what would have
// cost least on the same hour of the last seven days and, eight times, on what was seen of the last one; then
// break_even. same_hour: the third-highest peak of this hour in seven days or of the last ten minutes, TRUs the load
// pays for, and a raise when a minute exceeds the limit.
std::span<const simple_policy> simple_policies();

}  // namespace headroom::bench

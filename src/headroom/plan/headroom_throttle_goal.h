#pragma once

#include <algorithm>
#include <cmath>

namespace headroom::plan {

// How much of its time a namespace was throttled of late, and what that says about how far to trust its forecast: the
// more it misses the goal, the more a safer choice may cost.
class throttle_goal {
 public:
  void add_hour(int throttled_minutes) {
    const double decay = std::exp2(-1 / half_life_hours);
    throttled_ = decay * throttled_ + throttled_minutes;
    minutes_ = decay * minutes_ + 60;
  }

  // The share of an hour's expected cost that fewer throttled minutes are worth beyond their price.
  [[nodiscard]] double premium() const {
    const double share = (throttled_ + goal * prior_minutes) / (minutes_ + prior_minutes);
    return std::clamp(premium_per_miss * (share / goal - 1), 0.0, most_premium);
  }

 private:
  static constexpr double goal = 0.003;  // of the minutes
  static constexpr double half_life_hours = 336;
  static constexpr double prior_minutes = 1440;  // at the goal, before there is evidence
  static constexpr double premium_per_miss = 0.02, most_premium = 0.12;

  double throttled_ = 0, minutes_ = 0;
};

}  // namespace headroom::plan

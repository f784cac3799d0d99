#pragma once

#include <cstdint>
#include <vector>

#include "headroom/plan/headroom_load_log.h"
#include "headroom/plan/headroom_path_cost.h"

namespace headroom::plan {

// The share of a perfect raise's savings that raises attain, before there is evidence.
inline constexpr double usual_reaction = 0.75;

// What is left of an hour when a raise could take effect.
struct hour_rest {
  std::int64_t begin = 0;   // of the hour
  std::int64_t effect = 0;  // first minute that a request made now would change
  double reaction = 1;      // share of a perfect later raise's savings to count on
};

// The net below the hour's plan: when the newest load exceeds the limit, raises to what is expected to cost least over
// the rest of the hour, by how past moments like this one went on.
class reaction_net {
 public:
  // The rung to go on with, `rung` or a higher one.
  [[nodiscard]] std::size_t raise(const load_log& log, const hour_rest& rest, std::size_t rung,
                                  const hour_terms& terms);

  // How many throttled actions the last hour's raises did spare.
  void learn(double spared_actions, double usual_actions);

 private:
  [[nodiscard]] static std::vector<std::int64_t> moments_like_now(const load_log& log, std::int64_t follow_minutes);

  double expected_actions_ = 0;  // to be spared in the hour, by the raises made
  double expected_sum_ = 0, spared_sum_ = 0;
  double trust_ = 1;
};

}  // namespace headroom::plan

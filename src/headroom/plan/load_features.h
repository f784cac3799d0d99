#pragma once

#include <optional>

#include "headroom/plan/sliding_extreme.h"

namespace headroom::plan {

// What rules of thumb look at: x(t), the newest row visible at minute t (an unknown minute repeats the last, 0 before
// any), and how it moved just before.
struct load_feature {
  double newest_aps = 0;              // x(t)
  double lower_of_two_aps = 0;        // the lower of x(t) and x(t-1)
  double highest_of_fifteen_aps = 0;  // the highest of x(t-14) .. x(t)
};

// The features minute by minute, from the rows as they become visible. O(1) a minute.
class load_feature_tracker {
 public:
  load_feature update(std::optional<double> newest_aps) {
    const double before_aps = now_.newest_aps;
    if (newest_aps) now_.newest_aps = *newest_aps;
    now_.lower_of_two_aps = before_aps < now_.newest_aps ? before_aps : now_.newest_aps;
    now_.highest_of_fifteen_aps = recent_.push(now_.newest_aps);
    return now_;
  }
  [[nodiscard]] const load_feature& now() const { return now_; }

 private:
  load_feature now_;
  sliding_max recent_{15};
};

}  // namespace headroom::plan

#pragma once

#include <optional>

namespace headroom::plan {

// x(t): the newest load seen so far, 0 before any.
class newest_load {
 public:
  double update(std::optional<double> newest_aps) {
    if (newest_aps) aps_ = *newest_aps;
    return aps_;
  }
  [[nodiscard]] double aps() const { return aps_; }

 private:
  double aps_ = 0;
};

}  // namespace headroom::plan

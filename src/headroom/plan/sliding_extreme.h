#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace headroom::plan {

// The greatest (`Before` = std::greater) or least value among the last `window` ones; O(1) each on average. Only values
// that can still become the answer are kept, in falling order of claim (the classic monotone queue).
template <class Before>
class sliding_extreme {
 public:
  explicit sliding_extreme(int window) : kept_(static_cast<std::size_t>(window)) {}

  // Adds a value and returns the extreme of the last `window` values, or of all there were.
  double push(double value) {
    const std::size_t size = kept_.size();
    if (count_ > 0 && kept_[first_].at + size <= at_) {
      first_ = next(first_, 1);
      --count_;
    }
    while (count_ > 0 && !Before{}(kept_[next(first_, count_ - 1)].value, value)) --count_;
    kept_[next(first_, count_)] = {value, at_++};
    ++count_;
    return kept_[first_].value;
  }

 private:
  struct entry {
    double value = 0;
    std::size_t at = 0;
  };

  [[nodiscard]] std::size_t next(std::size_t from, std::size_t by) const {
    const std::size_t to = from + by;
    return to < kept_.size() ? to : to - kept_.size();
  }

  std::vector<entry> kept_;
  std::size_t first_ = 0, count_ = 0, at_ = 0;
};

using sliding_max = sliding_extreme<std::greater<double>>;
using sliding_min = sliding_extreme<std::less<double>>;

}  // namespace headroom::plan

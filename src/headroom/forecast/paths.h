#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace headroom::forecast {

// The moments from which a method is asked to look ahead: positions in a series, rising. The last one is the series'
// end, the forecast that is asked for; the others are rehearsals whose outcome is known. Whole rehearsals reach as far
// as the forecast; short ones, between them, look a few steps ahead, where errors grow fastest.
struct origins {
  std::vector<std::size_t> at;
  std::vector<std::size_t> reach;  // steps to look ahead from each; the rest of its path means nothing
  std::size_t horizon = 0;

  void add(std::size_t position, std::size_t steps) {
    at.push_back(position);
    reach.push_back(steps);
  }
  // Methods that learn anew at each whole rehearsal keep what they have learned for the short ones.
  [[nodiscard]] bool whole(std::size_t origin) const { return reach[origin] == horizon; }
  [[nodiscard]] std::size_t rehearsals() const { return at.size() - 1; }
};

// One forecast path of `horizon` steps for each origin.
class path_table {
 public:
  path_table(std::size_t origins, std::size_t horizon) : horizon_(horizon), values_(origins * horizon) {}

  [[nodiscard]] std::span<double> path(std::size_t origin) { return {values_.data() + origin * horizon_, horizon_}; }
  [[nodiscard]] std::span<const double> path(std::size_t origin) const {
    return {values_.data() + origin * horizon_, horizon_};
  }
  [[nodiscard]] std::span<double> all() { return values_; }
  [[nodiscard]] std::span<const double> all() const { return values_; }
  [[nodiscard]] std::size_t size() const { return values_.size() / horizon_; }

 private:
  std::size_t horizon_;
  std::vector<double> values_;
};

}  // namespace headroom::forecast

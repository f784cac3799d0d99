#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "headroom/forecast/paths.h"

namespace headroom::forecast {

// How far values lay from rehearsed paths, as quantiles for each step ahead: split conformal prediction (Vovk et al.,
// 2005) on errors that are first divided by a scale for how far ahead a step is and for its place in the season.
class spread {
 public:
  // `paths` are the rehearsed ones; `season` 0 means that places do not matter.
  spread(std::span<const double> y, const origins& from, const path_table& paths, std::size_t season);

  // The error that a share `level` of errors at `step` ahead (0 the first) of the series' end stays below.
  [[nodiscard]] double quantile(std::size_t step, double level) const;

 private:
  [[nodiscard]] double scale(std::size_t step, std::size_t position) const;

  std::size_t end_;
  std::size_t season_;
  std::vector<double> by_step_;
  std::vector<double> by_place_;
  std::vector<double> standard_;  // errors over their scale, rising
};

}  // namespace headroom::forecast

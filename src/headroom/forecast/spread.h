#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "headroom/forecast/forecast.h"
#include "headroom/forecast/paths.h"

namespace headroom::forecast {

// How far values lay from rehearsed paths, as quantiles for each step ahead: split conformal prediction (Vovk et al.,
// 2005) on errors that are first divided by a scale for how far ahead a step is and for its place in the season.
class spread {
 public:
  // `raw` are the values as they came (NaN unknown), `y` those that were learned from: how far errors usually reach is
  // told by the latter, what the extremes are by the former. `season` 0 means that places do not matter.
  spread(std::span<const double> raw, std::span<const double> y, const origins& from, const path_table& paths,
         std::size_t season);

  // The error that a share `level` of errors at `step` ahead (0 the first) of the series' end stays below.
  [[nodiscard]] double quantile(std::size_t step, double level, widening_by caution) const;

 private:
  [[nodiscard]] double scale(std::size_t step, std::size_t position) const;

  void measure_tails();
  [[nodiscard]] double standard_quantile(double level) const;
  [[nodiscard]] double widening(std::size_t step, double level) const;

  std::size_t end_;
  std::size_t season_;
  double rehearsed_steps_;          // from the first rehearsal to the end
  std::vector<double> rehearsals_;  // that reach a step
  std::vector<double> by_step_;
  std::vector<double> by_place_;
  std::vector<double> standard_;  // errors over their scale, rising
  double excess_below_ = 0;       // how far, in the mean, the outer errors lie beyond the `tail` quantiles
  double excess_above_ = 0;
};

}  // namespace headroom::forecast

#pragma once

#include <array>
#include <span>
#include <vector>

#include "headroom/base/time.h"

namespace headroom::plan {

// How high each hour of the day, or its neighbours, ever went. A forecast's upper quantiles borrow from all hours, so
// that one batch at six makes every hour look dangerous; what a time of day never showed in a week or more is a
// surprise, and not worth capacity all day.
class week_habit {
 public:
  // Minute by minute; NaN is unknown.
  week_habit(utc_minute start, std::span<const double> per_second);

  // Bounds what is believed of an hour, its quantiles rising: three tenths above all that was seen around this time of
  // day, more where the load has grown since, and never below what is likely. Hours with less than a week of days
  // behind them are left as they are.
  void bound_peaks(utc_hour hour, std::vector<double>& quantiles) const { bound(peaks_, hour, quantiles); }
  void bound_means(utc_hour hour, std::vector<double>& quantiles) const { bound(means_, hour, quantiles); }

 private:
  using by_hour_of_day = std::array<std::vector<double>, 24>;  // each rising
  static void bound(const by_hour_of_day& seen, utc_hour hour, std::vector<double>& quantiles);

  by_hour_of_day peaks_, means_;
};

}  // namespace headroom::plan

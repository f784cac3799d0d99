#include "headroom/forecast/ways.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "headroom/forecast/autoregression.h"
#include "headroom/forecast/blend.h"
#include "headroom/forecast/direct_regression.h"
#include "headroom/forecast/repeat.h"
#include "headroom/forecast/smoothing.h"
#include "headroom/forecast/trend.h"

namespace headroom::forecast {
namespace {

// Among settings of one method the better ones take nearly all.
constexpr double within_a_method = 8;

path_table smoothings(std::span<const double> y, season_pair s, const origins& from) {
  std::vector<path_table> out;
  const std::vector<double> none{0.0};
  for (const double level : {0.003, 0.03, 0.2}) {
    for (const double shorter : s.shorter > 0 ? std::vector{0.05, 0.2} : none) {
      for (const double longer : s.longer > 0 ? std::vector{0.2} : none) {
        for (const double carry : {0.5, 0.85}) {
          out.push_back(smooth(y, s.shorter, s.longer,
                               {.level = level, .shorter = shorter, .longer = longer, .error_carry = carry}, from));
        }
      }
    }
  }
  return blend(y, from, out, within_a_method);
}

// Logarithms of a series that is never negative, for methods that then work in shares instead of amounts.
class logarithms {
 public:
  explicit logarithms(std::span<const double> y) {
    const double mean = std::accumulate(y.begin(), y.end(), 0.0) / static_cast<double>(y.size());
    const double least = *std::ranges::min_element(y);
    // Values near zero would weigh without bound: they are lifted to a twentieth of the mean.
    constexpr double least_share = 0.05;
    lift_ = std::max(0.0, least_share * mean - least);
    for (const double v : y) values_.push_back(std::log(v + lift_));
    most_ = *std::ranges::max_element(values_) + 2;
  }
  [[nodiscard]] std::span<const double> values() const { return values_; }
  [[nodiscard]] path_table back(path_table paths) const {
    for (double& v : paths.all()) v = std::exp(std::min(v, most_)) - lift_;
    return paths;
  }

 private:
  double lift_ = 0;
  double most_ = 0;
  std::vector<double> values_;
};

}  // namespace

std::vector<path_table> all_ways(std::span<const double> y, season_pair s, const origins& from) {
  std::vector<path_table> out;
  out.push_back(smoothings(y, s, from));
  if (s.longer > 0) {
    out.push_back(repeat_mean_season(y, s.longer, 4, s.longer, from));
    out.push_back(repeat_season(y, s.longer, from));
  } else if (s.shorter > 0) {
    out.push_back(repeat_mean_season(y, s.shorter, 4, s.shorter, from));
  }
  const bool never_negative = *std::ranges::min_element(y) >= 0 && *std::ranges::max_element(y) > 0;
  constexpr std::size_t rows_for_a_regression = 64;
  if (from.at.front() <= s.longest() + rows_for_a_regression) {
    // Smoothing falls back to its slow level, which few values tell nothing of: what they tell is where they are and
    // whither.
    constexpr std::size_t trend_window = 48;
    out.push_back(carry_on(y, trend_window, 0, from));
    out.push_back(carry_on(y, trend_window, 0.98, from));
    return out;
  }
  const bool directly =
      s.shorter > 0 && from.at.front() >= rows_before_direct_regression(s.shorter, s.longer, from.horizon);
  out.push_back(autoregress(y, s.shorter, s.longer, from));
  if (directly) out.push_back(regress_directly(y, s.shorter, s.longer, from));
  if (!never_negative) return out;
  const logarithms logs(y);
  out.push_back(logs.back(smoothings(logs.values(), s, from)));
  out.push_back(logs.back(autoregress(logs.values(), s.shorter, s.longer, from)));
  if (directly) out.push_back(logs.back(regress_directly(logs.values(), s.shorter, s.longer, from)));
  return out;
}

}  // namespace headroom::forecast

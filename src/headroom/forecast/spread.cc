#include "headroom/forecast/spread.h"

#include <algorithm>
#include <cmath>

namespace headroom::forecast {
namespace {

// Steps ahead fall into buckets that double in width: errors grow fast at first and slowly later.
std::size_t bucket_of(std::size_t step) {
  std::size_t bucket = 0;
  for (std::size_t end = 1; step >= end; end += std::size_t{1} << bucket) ++bucket;
  return bucket;
}

// What the rehearsals missed on the whole is half believed: few of them overlap too little to tell a bias from chance.
constexpr double leaning = 0.5;
constexpr double tail = 0.05;  // the share of errors on each side from which the tail's shape is told

// Rank (n + 1) p of conformal prediction, with a line between ranks. `rising` is not empty.
double at_rank(std::span<const double> rising, double level) {
  const double n = static_cast<double>(rising.size());
  const double rank = std::clamp(level * (n + 1) - 1, 0.0, n - 1);
  const auto below = static_cast<std::size_t>(rank);
  const std::size_t above = std::min(below + 1, rising.size() - 1);
  return rising[below] + (rank - static_cast<double>(below)) * (rising[above] - rising[below]);
}

// Quantile of the standard normal distribution at `level` (Abramowitz and Stegun 26.2.23, error below 4.5e-4).
double normal_quantile(double level) {
  const double outside = std::min(level, 1 - level);
  const double t = std::sqrt(-2 * std::log(outside));
  const double z =
      t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t);
  return level < 0.5 ? -z : z;
}

// Errors within one rehearsal lean the same way, so that only rehearsals which do not overlap are independent. By how
// much a quantile must be wider when the spread is known from so few: Student's quantile over the normal one, in the
// first two terms of its series (Abramowitz and Stegun 26.7.5).
double student_over_normal(double level, double independent) {
  const double z = normal_quantile(level);
  const double zz = z * z;
  return 1 + (zz + 1) / (4 * independent) + (5 * zz * zz + 16 * zz + 3) / (96 * independent * independent);
}

constexpr double places_prior = 6;  // as many errors of usual size are added to each place

}  // namespace

spread::spread(std::span<const double> raw, std::span<const double> y, const origins& from, const path_table& paths,
               std::size_t season)
    : end_(y.size()),
      season_(season),
      rehearsed_steps_(static_cast<double>(y.size() - from.at.front())),
      rehearsals_(from.horizon),
      by_step_(from.horizon) {
  struct miss {
    std::size_t step, position;
    double error, raw;
  };
  std::vector<miss> misses;
  std::vector<double> sum(bucket_of(from.horizon) + 1), count(sum.size());
  for (std::size_t o = 0; o < from.rehearsals(); ++o) {
    for (std::size_t h = 0; h < from.reach[o]; ++h) rehearsals_[h] += 1;
    for (std::size_t h = 0; h < from.reach[o] && from.at[o] + h < y.size(); ++h) {
      const double error = y[from.at[o] + h] - paths.path(o)[h];
      misses.push_back({h, from.at[o] + h, error, raw[from.at[o] + h] - paths.path(o)[h]});
      sum[bucket_of(h)] += std::abs(error);
      count[bucket_of(h)] += 1;
    }
  }
  double reached = 0;
  for (std::size_t h = 0; h < from.horizon; ++h) {
    const std::size_t b = bucket_of(h);
    if (count[b] > 0) reached = std::max(reached, sum[b] / count[b]);
    by_step_[h] = reached;
  }
  if (season_ > 1) {
    by_place_.assign(season_, 0);
    std::vector<double> seen(season_, 0.0);
    for (const auto& m : misses) {
      if (by_step_[m.step] <= 0) continue;
      by_place_[m.position % season_] += std::abs(m.error) / by_step_[m.step];
      seen[m.position % season_] += 1;
    }
    for (std::size_t i = 0; i < season_; ++i) by_place_[i] = (by_place_[i] + places_prior) / (seen[i] + places_prior);
  }
  for (const auto& m : misses) {
    if (std::isnan(m.raw)) continue;
    const double unit = scale(m.step, m.position);
    standard_.push_back(unit > 0 ? m.raw / unit : 0);
  }
  std::ranges::sort(standard_);
  measure_tails();
}

void spread::measure_tails() {
  if (standard_.empty()) return;
  const double low = at_rank(standard_, tail);
  const double high = at_rank(standard_, 1 - tail);
  double below = 0;
  double above = 0;
  for (const double e : standard_) {
    excess_below_ += std::max(0.0, low - e);
    below += e < low ? 1 : 0;
    excess_above_ += std::max(0.0, e - high);
    above += e > high ? 1 : 0;
  }
  if (below > 0) excess_below_ /= below;
  if (above > 0) excess_above_ /= above;
}

double spread::scale(std::size_t step, std::size_t position) const {
  return by_step_[step] * (season_ > 1 ? by_place_[position % season_] : 1);
}

double spread::widening(std::size_t step, double level) const {
  const double independent =
      std::clamp(rehearsed_steps_ / static_cast<double>(step + 1), 2.0, std::max(2.0, rehearsals_[step]));
  return student_over_normal(level, independent);
}

double spread::quantile(std::size_t step, double level, widening_by caution) const {
  if (standard_.empty()) return 0;
  const double z = normal_quantile(level);
  const double wider = widening(step, level) * (caution.errors + caution.tails * z * z);
  return (standard_quantile(level) - leaning * standard_quantile(0.5)) * scale(step, end_ + step) * wider;
}

double spread::standard_quantile(double level) const {
  const double seen = at_rank(standard_, level);
  // Beyond the errors that were seen the tail goes on as it has begun: exponentially.
  if (level > 1 - tail)
    return std::max(seen, at_rank(standard_, 1 - tail) + excess_above_ * std::log(tail / (1 - level)));
  if (level < tail) return std::min(seen, at_rank(standard_, tail) - excess_below_ * std::log(tail / level));
  return seen;
}

}  // namespace headroom::forecast

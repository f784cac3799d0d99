#include "headroom/forecast/direct_regression.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

#include "headroom/forecast/ridge.h"

namespace headroom::forecast {
namespace {

constexpr std::size_t most_features = 10;
constexpr std::size_t shorter_features = 6;
constexpr double pull = 0.02;
constexpr std::size_t shorter_means = 7;  // a week of days
constexpr std::size_t longer_means = 4;   // a month of weeks
using features = std::array<double, most_features>;

// What the pull draws towards: the pattern of past seasons, moved by how the newest level differs from then.
std::vector<double> prior_of(std::size_t longer) {
  if (longer == 0) return {0, 0.2, 0.6, 0.2, 0, 0};
  return {0, 0, 0.2, 0.5, 0, 0, 0.3, 0.5, -0.5, 0};
}

// The features of a value `target` that is foretold from everything before `origin`.
class seasonal_view {
 public:
  seasonal_view(std::span<const double> y, std::size_t shorter, std::size_t longer)
      : y_(y), shorter_(shorter), longer_(longer), sums_(y.size() + 1) {
    std::partial_sum(y.begin(), y.end(), sums_.begin() + 1);
  }

  [[nodiscard]] std::size_t count() const { return longer_ > 0 ? most_features : shorter_features; }
  [[nodiscard]] std::size_t first_origin() const { return longer_ > 0 ? longer_ + shorter_ : 2 * shorter_; }

  [[nodiscard]] features at(std::size_t target, std::size_t origin) const {
    const std::size_t ahead = target - origin + 1;
    const std::size_t day_place = target - whole_seasons(ahead, shorter_);
    features f{1,
               y_[day_place],
               mean_of_places(day_place, shorter_, shorter_means),
               mean(origin - shorter_, origin),
               y_[origin - 1],
               mean_of_places(origin - 1 - shorter_, shorter_, shorter_means)};
    if (longer_ == 0) return f;
    const std::size_t week_place = target - whole_seasons(ahead, longer_);
    f[6] = y_[week_place];
    f[7] = mean_of_places(week_place, longer_, longer_means);
    f[8] = mean(origin - shorter_ - longer_, origin - longer_);
    f[9] = mean_of_places(origin - 1 - longer_, longer_, longer_means);
    return f;
  }

 private:
  // The least whole number of seasons that reaches back to what is known.
  static std::size_t whole_seasons(std::size_t ahead, std::size_t season) {
    return (ahead + season - 1) / season * season;
  }
  [[nodiscard]] double mean(std::size_t from, std::size_t to) const {
    return (sums_[to] - sums_[from]) / static_cast<double>(to - from);
  }
  [[nodiscard]] double mean_of_places(std::size_t at, std::size_t season, std::size_t most) const {
    const std::size_t count = std::min(most, at / season + 1);
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += y_[at - i * season];
    return sum / static_cast<double>(count);
  }

  std::span<const double> y_;
  std::size_t shorter_, longer_;
  std::vector<double> sums_;
};

// The horizon in stretches that grow with the distance: a quarter of the shorter season, the rest of it, the next one,
// then twice as many each. Each is [begin, end) in steps ahead.
struct stretch {
  std::size_t begin, end;
};

std::vector<stretch> stretches_of(std::size_t horizon, std::size_t shorter) {
  std::vector<stretch> out{{0, std::max<std::size_t>(1, shorter / 4)}};
  std::size_t width = shorter;
  while (out.back().end < horizon) {
    const std::size_t begin = out.back().end;
    out.push_back({begin, begin < shorter ? shorter : begin + width});
    if (begin >= shorter) width *= 2;
  }
  return out;
}

// Each value is a row once, foretold from one distance of the stretch; the distances take turns over the places of the
// season, which a step that shares no factor with most widths does well enough.
constexpr std::size_t turn = 7;

void foretell_stretch(const seasonal_view& seen, std::span<const double> y, stretch s, ridge regression,
                      const origins& from, path_table& out) {
  const std::size_t width = s.end - s.begin;
  const std::size_t count = seen.count();
  std::size_t target = seen.first_origin() + s.begin;
  std::vector<double> coefficients;
  for (std::size_t o = 0; o < from.at.size(); ++o) {
    for (; target < from.at[o]; ++target) {
      const std::size_t ahead = s.begin + target * turn % width;
      if (target < seen.first_origin() + ahead) continue;
      const auto row = seen.at(target, target - ahead);
      regression.add(std::span(row).first(count), y[target]);
    }
    if (from.reach[o] <= s.begin) continue;
    if (coefficients.empty() || from.whole(o)) coefficients = regression.solve(pull);
    for (std::size_t h = s.begin; h < std::min(s.end, from.reach[o]); ++h) {
      const auto row = seen.at(from.at[o] + h, from.at[o]);
      out.path(o)[h] = std::inner_product(coefficients.begin(), coefficients.end(), row.begin(), 0.0);
    }
  }
}

}  // namespace

std::size_t rows_before_direct_regression(std::size_t shorter, std::size_t longer, std::size_t horizon) {
  constexpr std::size_t fewest_rows = 32;
  return (longer > 0 ? longer + shorter : 2 * shorter) + horizon + fewest_rows;
}

path_table regress_directly(std::span<const double> y, std::size_t shorter, std::size_t longer, const origins& from) {
  path_table out(from.at.size(), from.horizon);
  const double centre = std::accumulate(y.begin(), y.end(), 0.0) / static_cast<double>(y.size());
  std::vector<double> centred(y.begin(), y.end());
  for (double& v : centred) v -= centre;
  const seasonal_view seen(centred, shorter, longer);
  for (const stretch s : stretches_of(from.horizon, shorter)) {
    foretell_stretch(seen, centred, s, ridge(prior_of(longer)), from, out);
  }
  for (double& v : out.all()) v += centre;
  return out;
}

}  // namespace headroom::forecast

#include "headroom/forecast/autoregression.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

#include "headroom/forecast/ridge.h"

namespace headroom::forecast {
namespace {

constexpr std::size_t newest = 3;      // single newest values
constexpr std::size_t most_means = 6;  // features that look at seasons
constexpr double pull = 0.003;

// The values so far, those foretold included, with running sums for their means.
class memory {
 public:
  explicit memory(std::span<const double> y, std::size_t room) {
    values_.reserve(y.size() + room);
    sums_.reserve(y.size() + room + 1);
    sums_.push_back(0);
    for (const double v : y) push(v);
  }
  void push(double v) {
    values_.push_back(v);
    sums_.push_back(sums_.back() + v);
  }
  void cut(std::size_t size) {
    values_.resize(size);
    sums_.resize(size + 1);
  }
  [[nodiscard]] double operator[](std::size_t t) const { return values_[t]; }
  [[nodiscard]] std::size_t size() const { return values_.size(); }
  // Mean of the `count` values before t, or of as many as there are.
  [[nodiscard]] double mean_before(std::size_t t, std::size_t count) const {
    const std::size_t from = t > count ? t - count : 0;
    return (sums_[t] - sums_[from]) / static_cast<double>(t - from);
  }
  [[nodiscard]] double mean_at_lags(std::size_t t, std::size_t season, std::size_t most) const {
    double sum = 0;
    std::size_t count = 0;
    for (std::size_t back = season; back <= t && count < most; back += season, ++count) sum += values_[t - back];
    return sum / static_cast<double>(count);
  }

 private:
  std::vector<double> values_;
  std::vector<double> sums_;
};

struct seasons_pair {
  std::size_t shorter;
  std::size_t longer;
  [[nodiscard]] std::size_t longest() const { return std::max(shorter, longer); }
};

using means = std::array<double, most_means>;

std::size_t count_of_means(seasons_pair s) { return (s.shorter > 0 ? 3U : 0U) + (s.longer > 0 ? 3U : 0U); }

means means_at(const memory& y, std::size_t t, seasons_pair s) {
  means out{};
  std::size_t n = 0;
  if (s.shorter > 0) {
    out[n++] = y[t - s.shorter];
    out[n++] = y.mean_at_lags(t, s.shorter, 7);
    out[n++] = y.mean_before(t, s.shorter);
  }
  if (s.longer > 0) {
    out[n++] = y[t - s.longer];
    out[n++] = y.mean_at_lags(t, s.longer, 4);
    out[n++] = y.mean_before(t, s.longer);
  }
  return out;
}

// The row for value t: one, the newest values, the seasonal means at t and at t - 1.
void fill_row(const memory& y, std::size_t t, const means& now, const means& before, std::size_t count,
              std::span<double> row) {
  std::size_t n = 0;
  row[n++] = 1;
  for (std::size_t lag = 1; lag <= newest; ++lag) row[n++] = y[t - lag];
  for (std::size_t i = 0; i < count; ++i) row[n++] = now[i];
  for (std::size_t i = 0; i < count; ++i) row[n++] = before[i];
}

}  // namespace

path_table autoregress(std::span<const double> y, std::size_t shorter, std::size_t longer, const origins& from) {
  path_table out(from.at.size(), from.horizon);
  const seasons_pair seasons{shorter, longer};
  const std::size_t count = count_of_means(seasons);
  const std::size_t first = std::max(seasons.longest() + 1, newest);
  // Around their mean, so that the pull draws towards it and not towards zero.
  const double centre = std::accumulate(y.begin(), y.end(), 0.0) / static_cast<double>(y.size());
  std::vector<double> centred(y.begin(), y.end());
  for (double& v : centred) v -= centre;
  // Holds what is known at the moment; forecasts are put on top of it and taken off again.
  memory known(std::span(centred).first(first), y.size() + from.horizon);
  std::vector<double> row(1 + newest + 2 * count);
  ridge regression(std::vector<double>(row.size(), 0.0));
  std::vector<double> coefficients;
  means before = means_at(known, first - 1, seasons);
  for (std::size_t o = 0; o < from.at.size(); ++o) {
    const std::size_t origin = from.at[o];
    while (known.size() < origin) {
      const std::size_t t = known.size();
      const means now = means_at(known, t, seasons);
      fill_row(known, t, now, before, count, row);
      regression.add(row, centred[t]);
      known.push(centred[t]);
      before = now;
    }
    if (o == 0 || from.whole(o)) coefficients = regression.solve(pull);
    means previous = before;
    for (double& value : out.path(o).first(from.reach[o])) {
      const std::size_t at = known.size();
      const means now = means_at(known, at, seasons);
      fill_row(known, at, now, previous, count, row);
      const double next = std::inner_product(row.begin(), row.end(), coefficients.begin(), 0.0);
      known.push(next);
      value = next + centre;
      previous = now;
    }
    known.cut(origin);
  }
  return out;
}

}  // namespace headroom::forecast

#include "headroom/forecast/seasons.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace headroom::forecast {
namespace {

constexpr std::size_t longest_lag = 2048;  // two weeks of ten minutes; bounds the cost of a long series
constexpr std::size_t most_values = 6144;  // the newest ones tell the seasons in force
constexpr double clear_depth = 0.15;       // how much less values must differ at a season than around it
constexpr double clear_depth_unusual = 0.3;
constexpr double as_deep = 0.8;          // a shorter season goes before its multiples when about as clear
constexpr double clear_multiple = 0.75;  // differences at a longer season against those at the multiples beside it
constexpr std::size_t days_in_a_week = 7;
// Days and weeks in steps of an hour, of 30, 15, 10 and 5 minutes, and a week of days. Noise moves a dip by a step or
// two; then the usual season is the likelier one.
constexpr std::array<std::size_t, 11> usual_seasons{7, 24, 48, 96, 144, 168, 288, 336, 672, 1008, 2016};
constexpr double usual_credit = 1.3;
constexpr double about_as_well = 1.1;  // differences at a usual season against those at the dip beside it

double difference_at(std::span<const double> y, std::size_t lag) {
  // Sums that do not wait for each other; this is the inner loop of finding seasons.
  std::array<double, 8> sums{};
  std::size_t t = lag;
  for (; t + sums.size() <= y.size(); t += sums.size()) {
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += std::abs(y[t + i] - y[t + i - lag]);
  }
  double sum = 0;
  for (const double s : sums) sum += s;
  for (; t < y.size(); ++t) sum += std::abs(y[t] - y[t - lag]);
  return sum / static_cast<double>(y.size() - lag);
}

// Mean absolute difference at each lag up to `most`; the 0th is 0.
std::vector<double> differences(std::span<const double> y, std::size_t most) {
  std::vector<double> out(most + 1, 0.0);
  for (std::size_t lag = 1; lag <= most; ++lag) out[lag] = difference_at(y, lag);
  return out;
}

// By how much the differences at `lag` fall below the highest ones on both sides within half of it, as a share.
double depth_at(const std::vector<double>& d, std::size_t lag) {
  const std::size_t reach = std::max<std::size_t>(lag / 2, 1);
  const auto begin = d.begin() + static_cast<std::ptrdiff_t>(lag);
  const double left = *std::max_element(begin - static_cast<std::ptrdiff_t>(reach), begin);
  const auto end = d.begin() + static_cast<std::ptrdiff_t>(std::min(lag + reach + 1, d.size()));
  if (begin + 1 == end) return 0;
  const double right = *std::max_element(begin + 1, end);
  const double around = std::min(left, right);
  return around > 0 ? 1 - d[lag] / around : 0;
}

bool is_dip(const std::vector<double>& d, std::size_t lag) {
  return d[lag] < d[lag - 1] && (lag + 1 >= d.size() || d[lag] <= d[lag + 1]);
}

// The depth that lag and its double (when it is in reach) share.
double shared_depth(const std::vector<double>& d, std::size_t lag) {
  const double own = depth_at(d, lag);
  if (2 * lag + lag / 2 >= d.size()) return own;
  return std::min(own, depth_at(d, 2 * lag));
}

bool is_usual(std::size_t lag) { return std::ranges::find(usual_seasons, lag) != usual_seasons.end(); }

// The clearest lag; of lags about as clear the shortest, since every multiple of a season repeats as well.
std::size_t clearest(const std::vector<double>& d) {
  std::vector<std::pair<std::size_t, double>> dips;
  double best = 0;
  for (std::size_t lag = 2; lag + lag / 2 < d.size(); ++lag) {
    if (!is_dip(d, lag)) continue;
    const double depth = shared_depth(d, lag);
    if (depth < (is_usual(lag) ? clear_depth : clear_depth_unusual)) continue;
    const double credit = is_usual(lag) ? usual_credit * depth : depth;
    dips.emplace_back(lag, credit);
    best = std::max(best, credit);
  }
  for (const auto& [lag, depth] : dips) {
    if (depth >= as_deep * best) return lag;
  }
  return 0;
}

// Noise moves a dip by a step or two: the usual season beside it that repeats about as well, else the lag itself.
std::size_t usual_beside(std::size_t lag, const std::vector<double>& d) {
  for (const std::size_t usual : usual_seasons) {
    const std::size_t away = usual > lag ? usual - lag : lag - usual;
    if (usual < d.size() && 40 * away <= lag && d[usual] < about_as_well * d[lag]) return usual;
  }
  return lag;
}

// The clearest of the lags that divide `season`, 0 when none is clear: the day within days that repeat yet better. A
// usual season has no parts but usual ones: what repeats twice a day repeats every day.
std::size_t clearest_part(std::size_t season, const std::vector<double>& d) {
  std::size_t out = 0;
  double best = clear_depth;
  for (std::size_t lag = 2; lag <= season / 2; ++lag) {
    if (season % lag != 0 || !is_dip(d, lag) || (is_usual(season) && !is_usual(lag))) continue;
    const double depth = (is_usual(lag) ? usual_credit : 1) * depth_at(d, lag);
    if (depth > best) best = depth, out = lag;
  }
  return out;
}

// The multiple of `season` at which changes from season to season repeat clearly better than at the multiples beside
// it; of the changes, because a level that wanders makes all far lags differ.
std::size_t better_multiple(std::size_t season, std::span<const double> y) {
  std::vector<double> changes;
  for (std::size_t t = season; t < y.size(); ++t) changes.push_back(y[t] - y[t - season]);
  std::vector<double> d;
  const std::size_t most = std::min(longest_lag, changes.size() / 2);
  for (std::size_t lag = season; lag <= most; lag += season) d.push_back(difference_at(changes, lag));
  std::size_t out = 0;
  double best = clear_multiple;
  // Next to the changes' own season they share values; so the first multiple with two fair neighbours is the third.
  for (std::size_t k = 3; k < d.size(); ++k) {
    const double around = std::min(d[k - 2], d[k]);
    // Seven days are what is expected; a longer season must repeat clearly better than they do.
    const double of_week = k > days_in_a_week ? std::min(around, d[days_in_a_week - 1]) : around;
    const double share = of_week > 0 ? d[k - 1] / of_week : 1;
    if (share < best) best = share, out = k * season;
  }
  return out;
}

// Where nothing is clear, hours are the likeliest step; methods that use a season that is none lose little.
std::vector<std::size_t> assumed_seasons(std::size_t size) {
  constexpr std::size_t day = 24;
  if (size < 3 * day) return {};
  return size < 2 * days_in_a_week * day ? std::vector{day} : std::vector{day, days_in_a_week * day};
}

}  // namespace

std::size_t longer_season(std::size_t season, std::span<const double> y) {
  if (y.size() > most_values) y = y.last(most_values);
  if (const std::size_t found = better_multiple(season, y); found > 0) return found;
  return 2 * days_in_a_week * season <= y.size() ? days_in_a_week * season : 0;
}

std::vector<std::size_t> find_seasons(std::span<const double> y) {
  if (y.size() > most_values) y = y.last(most_values);
  const std::size_t most = std::min(longest_lag, y.size() / 2);
  if (most < 4) return {};
  const auto d = differences(y, most);
  const std::size_t season = usual_beside(clearest(d), d);
  if (season == 0) return assumed_seasons(y.size());
  const std::size_t part = clearest_part(season, d);
  std::size_t shorter = part > 0 ? part : season;
  if (season % days_in_a_week == 0 && is_usual(season) && is_usual(season / days_in_a_week))
    shorter = season / days_in_a_week;
  const std::size_t longer = longer_season(shorter, y);
  if (longer > 0) return {shorter, longer};
  return {shorter};
}

}  // namespace headroom::forecast

#include "headroom/backtest/reference.h"

#include <algorithm>
#include <cmath>

namespace headroom::backtest {
namespace {

constexpr int sold[] = {2, 3, 4, 6, 8, 10, 12};
constexpr std::int64_t week = 7 * 1440;

}  // namespace

// A trace's minutes by index from the start of the first row's clock hour; N is a count of TRUs, 0 On-Demand.
class reference_world {
 public:
  reference_world(const trace& recorded, const workload_options& options)
      : trace_(recorded), setting_(options.setting), scale_(options.scale), limits_(hours()) {
    for (std::int64_t h = 0; h < hours(); ++h) limits_[static_cast<std::size_t>(h)] = measured_limit(60 * h);
    double newest = 0;
    for (std::int64_t t = 0; t < minutes(); ++t) {
      const std::int64_t visible = t - setting_.lag_minutes;
      if (visible >= 0 && has_row(visible)) newest = load(visible);
      x_.push_back(newest);
    }
  }

  [[nodiscard]] std::int64_t minutes() const { return std::ssize(trace_.aps); }
  [[nodiscard]] std::int64_t hours() const { return minutes() / 60; }
  [[nodiscard]] const plan::policy_setting& setting() const { return setting_; }
  [[nodiscard]] utc_minute at(std::int64_t t) const { return trace_.start + t; }

  [[nodiscard]] bool has_row(std::int64_t t) const { return !std::isnan(trace_.aps[static_cast<std::size_t>(t)]); }
  [[nodiscard]] double load(std::int64_t t) const { return scale_ * trace_.aps[static_cast<std::size_t>(t)]; }
  [[nodiscard]] double on_demand_limit(std::int64_t t) const { return limits_[static_cast<std::size_t>(t / 60)]; }
  [[nodiscard]] double limit(int n, std::int64_t t) const { return n > 0 ? 500.0 * n : on_demand_limit(t); }

  // The newest row of a minute <= t - lag; 0 before any.
  [[nodiscard]] double x(std::int64_t t) const { return x_[static_cast<std::size_t>(t)]; }
  [[nodiscard]] double highest_x(std::int64_t from, std::int64_t to) const {
    double out = 0;
    for (std::int64_t t = from; t <= to; ++t) out = std::max(out, x(t));
    return out;
  }

  [[nodiscard]] int rows(std::int64_t hour) const {
    int out = 0;
    for (std::int64_t t = 60 * hour; t < 60 * hour + 60; ++t) out += has_row(t);
    return out;
  }
  [[nodiscard]] bool scored(std::int64_t hour) const {
    return rows(hour) >= 30 && at(60 * hour) - trace_.first_row >= week;
  }
  // Sum over the hour's rows of what `of` makes of each minute; a missing one counts as the mean of the others.
  template <class Function>
  [[nodiscard]] double hourly(std::int64_t hour, Function of) const {
    double sum = 0;
    for (std::int64_t t = 60 * hour; t < 60 * hour + 60; ++t) {
      if (has_row(t)) sum += of(t);
    }
    return sum * 60 * 60 / rows(hour);
  }
  [[nodiscard]] double actions(std::int64_t hour) const {
    return hourly(hour, [&](std::int64_t t) { return load(t); });
  }
  [[nodiscard]] double over(std::int64_t t, int n) const {
    const double above = load(t) - limit(n, t);
    return above > 1e-9 ? above : 0;
  }
  // What holding n for the whole hour costs.
  [[nodiscard]] double cost_held(std::int64_t hour, int n) const {
    const double throttled = hourly(hour, [&](std::int64_t t) { return over(t, n); });
    return std::max(actions(hour), (n - 1) * 360'000.0) + setting_.throttle_cost * throttled;
  }
  [[nodiscard]] int best_held(std::int64_t hour) const {
    int best = 0;
    for (const int n : sold) {
      if (cost_held(hour, n) < cost_held(hour, best)) best = n;
    }
    return best;
  }

 private:
  [[nodiscard]] double measured_limit(std::int64_t now) const {
    std::vector<double> seen;
    for (std::int64_t t = std::max<std::int64_t>(0, now - week); t < now; ++t) {
      if (has_row(t)) seen.push_back(load(t));
    }
    if (seen.empty()) return 500;
    std::sort(seen.begin(), seen.end());
    double sum = 0;
    for (const double load : seen) sum += load;
    const double rank = 0.9 * static_cast<double>(seen.size() - 1);
    const auto below = static_cast<std::size_t>(rank);
    const double next = below + 1 < seen.size() ? seen[below + 1] : seen[below];
    const double p90 = seen[below] + (rank - static_cast<double>(below)) * (next - seen[below]);
    return std::max(500.0, std::min(4 * sum / static_cast<double>(seen.size()), 2 * p90));
  }

  const trace& trace_;
  plan::policy_setting setting_;
  double scale_;
  std::vector<double> limits_;
  std::vector<double> x_;
};

namespace {

using world = reference_world;

int cover(double a) {
  for (const int n : sold) {
    if (500 * n >= a) return n;
  }
  return 12;
}

int mode(double a, double envelope) { return a <= envelope || envelope >= 6000 ? 0 : cover(a); }

int original(const world& w, std::int64_t t, int n) {
  if (w.at(t).index % 5 != 0) return n;
  const double count = w.x(t);
  double current = std::floor(w.limit(n, t) / 500);
  if (current == 1) current = 0;
  double answer = current;
  if (current == 0) {
    answer = count > 500 ? std::max(2.0, std::ceil(count / 500)) : 0;
  } else if (count / (current * 500) >= 0.8) {
    answer = current + 1;
  } else if (count < (current - 1) * 100) {
    answer = count <= 500 ? 0 : std::max(2.0, std::floor(count / 100) + 1);
  }
  if (answer == 0) return 0;
  for (const int m : sold) {
    if (m >= answer) return m;
  }
  return 12;
}

int target_tracking(const world& w, std::int64_t t, int n) {
  const double hot = 0.7 * w.limit(n, t), envelope = w.on_demand_limit(t);
  const double before = t == 0 ? 0 : w.x(t - 1);
  if (w.x(t) > hot && before > hot) return mode(w.x(t) / 0.7, envelope);
  const double highest = w.highest_x(std::max<std::int64_t>(0, t - 14), t);
  return highest < 0.8 * hot ? mode(highest / 0.7, envelope) : n;
}

// The share's quantile at each minute, all buckets counted anew at every fifth.
std::vector<double> histogram_quantiles(const world& w, double share, double half_life_hours) {
  std::vector<double> out(static_cast<std::size_t>(w.minutes()));
  std::vector<double> weights(281, 0.0), edges;
  for (int k = 0; k < 280; ++k) edges.push_back(0.1 * std::pow(1.05, k));
  const double decay = std::pow(0.5, 5 / (half_life_hours * 60));
  double quantile = 0;
  for (std::int64_t t = 0; t < w.minutes(); ++t) {
    if (t % 5 == 0) {
      for (double& weight : weights) weight *= decay;
      for (std::int64_t m = std::max<std::int64_t>(0, t - 4); m <= t; ++m) {
        std::size_t k = 0;
        while (k < 280 && edges[k] < w.x(m)) ++k;
        weights[k] += 1;
      }
      double total = 0, sum = 0;
      for (const double weight : weights) total += weight;
      std::size_t k = 0;
      for (sum = weights[0]; sum < share * total && k < 280; sum += weights[k]) ++k;
      quantile = edges[std::min<std::size_t>(k, 279)];
    }
    out[static_cast<std::size_t>(t)] = quantile;
  }
  return out;
}

// Asks `wanted(t, n)` at each minute at which no request is in progress.
template <class Function>
std::vector<request> asked_each_minute(const world& w, Function wanted) {
  std::vector<request> out;
  int n = 0;
  for (std::int64_t t = 0; t < w.minutes(); ++t) {
    if (!out.empty() && w.at(t) < out.back().minute + w.setting().actuation_minutes) continue;
    const int next = wanted(t, n);
    if (next == n) continue;
    out.push_back({w.at(t), next == 0 ? on_demand : provisioned(next)});
    n = next;
  }
  return out;
}

std::vector<request> peak(const world& w) {
  double highest = -1;
  for (std::int64_t h = 0; h < w.hours(); ++h) {
    for (std::int64_t t = 60 * h; t < 60 * h + 60; ++t) {
      if (w.scored(h) && w.has_row(t)) highest = std::max(highest, w.load(t));
    }
  }
  if (highest < 0) return {};
  return {{w.at(-w.setting().actuation_minutes), provisioned(cover(highest))}};
}

std::vector<request> hindsight(const world& w) {
  std::vector<request> out;
  int n = 0;
  for (std::int64_t h = 0; h < w.hours(); ++h) {
    if (!w.scored(h) || w.best_held(h) == n) continue;
    n = w.best_held(h);
    out.push_back({w.at(60 * h - w.setting().actuation_minutes), n == 0 ? on_demand : provisioned(n)});
  }
  return out;
}

}  // namespace

reference_backtest::reference_backtest(const trace& recorded, const workload_options& options)
    : world_(std::make_unique<const reference_world>(recorded, options)) {}

reference_backtest::~reference_backtest() = default;

std::vector<request> reference_backtest::requests(std::string_view policy) const {
  const world& w = *world_;
  if (policy == "peak") return peak(w);
  if (policy == "hindsight") return hindsight(w);
  if (policy == "original") {
    return asked_each_minute(w, [&](std::int64_t m, int n) { return original(w, m, n); });
  }
  if (policy == "target-tracking") {
    return asked_each_minute(w, [&](std::int64_t m, int n) { return target_tracking(w, m, n); });
  }
  if (policy == "vpa") {
    const auto q = histogram_quantiles(w, 0.9, 24);
    return asked_each_minute(
        w, [&](std::int64_t m, int) { return mode(1.15 * q[static_cast<std::size_t>(m)], w.on_demand_limit(m)); });
  }
  if (policy == "autopilot-window") {
    const auto q = histogram_quantiles(w, 0.98, 12);
    return asked_each_minute(w, [&](std::int64_t m, int) {
      double highest = 0;
      for (std::int64_t s = std::max<std::int64_t>(0, m - 59); s <= m; ++s) {
        highest = std::max(highest, 1.15 * std::max(q[static_cast<std::size_t>(s)], w.x(s)));
      }
      return mode(highest, w.on_demand_limit(m));
    });
  }
  return {};  // on-demand
}

score_card reference_backtest::score(const std::vector<request>& requests) const {
  const world& w = *world_;
  const auto in_effect = [&](std::int64_t m) {
    int n = 0;
    for (const auto& r : requests) {
      if (r.minute + w.setting().actuation_minutes <= w.at(m)) n = r.wanted.rung();
    }
    return n;
  };
  score_card card;
  for (std::int64_t h = 0; h < w.hours(); ++h) {
    if (!w.scored(h)) continue;
    int highest = 0;
    for (std::int64_t m = 60 * h; m < 60 * h + 60; ++m) {
      highest = std::max(highest, in_effect(m));
      card.throttled_minutes += w.has_row(m) && w.over(m, in_effect(m)) > 0;
    }
    ++card.scored_hours;
    card.scored_minutes += w.rows(h);
    card.actions += w.actions(h);
    card.billed_actions += std::max(w.actions(h), (highest - 1) * 360'000.0);
    card.throttled_actions += w.hourly(h, [&](std::int64_t m) { return w.over(m, in_effect(m)); });
    card.optimum_actions += w.cost_held(h, w.best_held(h));
    card.requests += static_cast<int>(std::ranges::count_if(
        requests, [&](const request& r) { return r.minute >= w.at(60 * h) && r.minute < w.at(60 * h + 60); }));
  }
  card.cost_actions = card.billed_actions + w.setting().throttle_cost * card.throttled_actions;
  return card;
}

}  // namespace headroom::backtest

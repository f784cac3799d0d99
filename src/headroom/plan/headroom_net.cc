#include "headroom/plan/headroom_net.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

#include "headroom/cost/hour_bill.h"
#include "headroom/plan/headroom_blur.h"

namespace headroom::plan {
namespace {

constexpr std::size_t most_moments = 24;
constexpr std::size_t most_candidates = 2'000;   // of them, newest first: bounds the work of a minute
constexpr std::int64_t same_burst_minutes = 10;  // moments nearer to each other tell the same
constexpr double near_limit = 0.9;               // a load above so much of it is looked into
constexpr float most_apart = 0.5F;               // of logarithms of load
constexpr double fading_weight = 2;              // moments' worth of belief that the excess fades away,
constexpr double fading_minutes = 20;            // by e in so many minutes
constexpr double least_scale = 0.6, most_scale = 1.6;
constexpr std::int64_t last_minutes = 2;  // of an hour, in which a raise is not worth counting on
constexpr std::size_t rungs = cost::ladder.size();

// What the minutes that a raise can change cost with one way to go on, by rung.
class load_ahead {
 public:
  // `loads_aps`: from the first minute that a raise changes to the hour's end; `hour_aps`: of all of the hour's
  // minutes.
  load_ahead(std::span<const double> loads_aps, double hour_aps, std::size_t lowest_rung, const hour_terms& terms)
      : minutes_(std::ssize(loads_aps)) {
    for (std::size_t r = lowest_rung; r < rungs; ++r) {
      bill_[r] = cost::hour_bill_actions(60 * hour_aps, cost::ladder[r]);
      first_over_[r] = minutes_;
      const double limit_aps = rung_limit_aps(r, terms.on_demand_limit_aps);
      for (std::size_t i = loads_aps.size(); i-- > 0;) {
        const double over_aps = std::max(0.0, loads_aps[i] - limit_aps);
        throttled_[r][i] = throttled_[r][i + 1] + 60 * over_aps;
        if (over_aps > 0) first_over_[r] = static_cast<std::int64_t>(i);
      }
    }
  }

  // Adds what it comes to if the rung is held, and if it is raised once more where that saves, but only after it has
  // throttled again: who can raise later need not fear everything now.
  void add_to(by_rung& bills, by_rung& throttled, std::size_t rung, double reaction, double weight,
              const hour_terms& terms) const {
    double bill = bill_[rung], over = throttled_[rung][0];
    const auto raised = first_over_[rung] + terms.late_minutes;
    if (raised + last_minutes < minutes_) {
      const auto from = static_cast<std::size_t>(raised);
      for (std::size_t q = rung + 1; q < rungs; ++q) {
        const double less = throttled_[rung][0] - throttled_[rung][from] + throttled_[q][from];
        if (bill_[q] + terms.throttle_cost * less >= bill + terms.throttle_cost * over) continue;
        bill = bill_[q];
        over = less;
      }
    }
    bills[rung] += weight * ((1 - reaction) * bill_[rung] + reaction * bill);
    throttled[rung] += weight * ((1 - reaction) * throttled_[rung][0] + reaction * over);
  }

 private:
  std::int64_t minutes_;
  by_rung bill_{};
  std::array<std::array<double, 61>, rungs> throttled_{};  // actions from each minute on
  std::array<std::int64_t, rungs> first_over_{};
};

}  // namespace

std::size_t reaction_net::raise(const load_log& log, const hour_rest& rest, std::size_t rung, const hour_terms& terms) {
  const auto now = log.end() - 1;
  const double load = log[now];
  if (load <= near_limit * rung_limit_aps(rung, terms.on_demand_limit_aps) || rung + 1 == rungs) return rung;

  const std::int64_t first = rest.effect - now, last = rest.begin + 59 - now;  // minutes ahead that a raise changes
  const std::int64_t first_unseen = std::max<std::int64_t>(1, rest.begin - now);
  double seen_aps = 0;
  for (auto minute = std::max(rest.begin, log.begin()); minute <= now; ++minute) seen_aps += log[minute];

  by_rung costs{}, throttled{};
  double total = 0;
  std::vector<double> ahead;
  const auto add = [&](auto&& load_in, double weight) {
    double sum_aps = seen_aps;
    for (auto i = first_unseen; i <= last; ++i) sum_aps += load_in(i);
    ahead.clear();
    for (auto i = first; i <= last; ++i) ahead.push_back(load_in(i));
    const load_ahead path(ahead, sum_aps, rung, terms);
    for (std::size_t r = rung; r < rungs; ++r) path.add_to(costs, throttled, r, rest.reaction, weight, terms);
    total += weight;
  };
  for (const auto then : moments_like_now(log, last)) {
    const double scale = std::clamp(load / std::max(log[then], 1.0), least_scale, most_scale);
    for (const auto& blur : load_blurs) {
      add([&](std::int64_t i) { return blur.scale * scale * log[then + i]; }, blur.weight);
    }
  }
  const double usual_aps = log.has(now - 59, 60) ? std::exp(double{log.state_at(now).back()}) - 50 : load;
  add(
      [&](std::int64_t i) {
        return usual_aps + (load - usual_aps) * std::exp(-static_cast<double>(i) / fading_minutes);
      },
      fading_weight);

  for (std::size_t r = rung; r < rungs; ++r) costs[r] += trust_ * terms.throttle_cost * throttled[r];
  const auto best = static_cast<std::size_t>(
      std::min_element(costs.begin() + static_cast<std::ptrdiff_t>(rung), costs.end()) - costs.begin());
  expected_actions_ += (throttled[rung] - throttled[best]) / total;
  return best;
}

void reaction_net::learn(double spared_actions, double usual_actions) {
  spared_sum_ += spared_actions;
  expected_sum_ += std::exchange(expected_actions_, 0);
  trust_ = std::clamp((spared_sum_ + usual_actions) / (expected_sum_ + usual_actions), 0.0, 1.0);
}

std::vector<std::int64_t> reaction_net::moments_like_now(const load_log& log, std::int64_t follow_minutes) {
  const auto& now = log.state_at(log.end() - 1);
  std::vector<std::pair<float, std::int64_t>> found;
  for (auto then = log.end() - 1 - follow_minutes; then >= log.begin() && found.size() < most_candidates; --then) {
    const auto& state = log.state_at(then);
    if (std::abs(state[0] - now[0]) < most_apart) found.emplace_back(load_log::distance(state, now), then);
  }
  std::sort(found.begin(), found.end());
  std::vector<std::int64_t> out;
  for (const auto& [unused, then] : found) {
    const auto is_near = [&](std::int64_t other) { return std::abs(other - then) < same_burst_minutes; };
    if (std::none_of(out.begin(), out.end(), is_near)) out.push_back(then);
    if (out.size() == most_moments) break;
  }
  return out;
}

}  // namespace headroom::plan

#include "headroom/plan/headroom_policy.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "headroom/cost/hour_bill.h"
#include "headroom/cost/sold_counts.h"
#include "headroom/plan/hour_history.h"
#include "headroom/plan/mode_choice.h"

namespace headroom::plan {
namespace {

constexpr int days_back = 7;
constexpr double last_hour_weight = 8;
using rung_costs = std::array<double, cost::ladder.size()>;

capacity rung_capacity(std::size_t rung) { return rung == 0 ? on_demand : provisioned(cost::ladder[rung]); }

// Loads so far in an hour and what each rung would have throttled of them.
class hour_tally {
 public:
  void add(double load_aps, double on_demand_limit_aps) {
    if (std::isnan(load_aps)) return;
    actions_ += 60 * load_aps;
    for (std::size_t r = 0; r < throttled_.size(); ++r) {
      throttled_[r] += 60 * std::max(0.0, load_aps - limit_of(rung_capacity(r), on_demand_limit_aps));
    }
  }

  [[nodiscard]] rung_costs costs(double throttle_cost) const {
    rung_costs out{};
    for (std::size_t r = 0; r < out.size(); ++r) {
      out[r] = cost::hour_bill_actions(actions_, cost::ladder[r]) + throttle_cost * throttled_[r];
    }
    return out;
  }

 private:
  double actions_ = 0;
  std::array<double, cost::ladder.size()> throttled_{};
};

class headroom_policy final : public policy {
 public:
  explicit headroom_policy(const policy_setting& setting) : setting_(setting) {}

  void see(const observation& seen) override {
    const utc_minute visible = seen.now - setting_.lag_minutes;
    history_.add(visible, seen.newest_aps);
    const utc_minute effect = seen.now + setting_.actuation_minutes;
    if (hour_of(effect) != hour_) begin_hour(hour_of(effect), visible, seen.on_demand_limit_aps);
    if (hour_of(visible) != hour_ || !seen.newest_aps) return;
    so_far_.add(*seen.newest_aps, seen.on_demand_limit_aps);
    const auto costs = so_far_.costs(setting_.throttle_cost);
    rung_ = static_cast<std::size_t>(std::min_element(costs.begin() + static_cast<std::ptrdiff_t>(rung_), costs.end()) -
                                     costs.begin());
  }

  // A raise that takes effect in an hour's last minute buys one minute and bills the hour.
  capacity decide(const observation& seen, capacity target) override {
    const utc_minute effect = seen.now + setting_.actuation_minutes;
    return effect + 1 == start_of(hour_of(effect) + 1) ? target : rung_capacity(rung_);
  }

 private:
  // The rung that would have cost least in the same hour of the last days and in the newest sixty minutes; of those
  // that cost the same, the one that allows most: TRUs that the hour pays for by itself are free.
  void begin_hour(utc_hour hour, utc_minute visible, double on_demand_limit_aps) {
    hour_ = hour;
    so_far_ = {};
    rung_costs total{};
    const auto add = [&](const hour_tally& tally, double weight) {
      const auto costs = tally.costs(setting_.throttle_cost);
      for (std::size_t r = 0; r < total.size(); ++r) total[r] += weight * costs[r];
    };
    for (int day = 1; day <= days_back; ++day) {
      if (const auto* loads = history_.find(hour - 24 * day)) add(tally_of(*loads, on_demand_limit_aps), 1);
    }
    add(newest_hour(visible, on_demand_limit_aps), last_hour_weight);
    rung_ = cheapest(total, on_demand_limit_aps);
  }

  [[nodiscard]] static hour_tally tally_of(std::span<const double> loads, double on_demand_limit_aps) {
    hour_tally out;
    for (const double load : loads) out.add(load, on_demand_limit_aps);
    return out;
  }

  [[nodiscard]] hour_tally newest_hour(utc_minute last, double on_demand_limit_aps) const {
    hour_tally out;
    for (utc_minute m = last - 59; m <= last; m = m + 1) {
      const auto* loads = history_.find(hour_of(m));
      if (loads) out.add((*loads)[static_cast<std::size_t>(m - start_of(hour_of(m)))], on_demand_limit_aps);
    }
    return out;
  }

  [[nodiscard]] static std::size_t cheapest(const rung_costs& costs, double on_demand_limit_aps) {
    std::size_t best = 0;
    const auto allows = [&](std::size_t r) { return limit_of(rung_capacity(r), on_demand_limit_aps); };
    for (std::size_t r = 1; r < costs.size(); ++r) {
      if (costs[r] < costs[best] || (costs[r] == costs[best] && allows(r) > allows(best))) best = r;
    }
    return best;
  }

  policy_setting setting_;
  hour_history history_{24 * days_back + 2};
  utc_hour hour_{-1};
  hour_tally so_far_;
  std::size_t rung_ = 0;
};

}  // namespace

std::unique_ptr<policy> make_headroom_policy(const policy_setting& setting) {
  return std::make_unique<headroom_policy>(setting);
}

}  // namespace headroom::plan

#include <algorithm>
#include <cmath>

#include "headroom/cost/sold_counts.h"
#include "headroom/plan/mode_choice.h"
#include "headroom/plan/original_rule.h"
#include "headroom/plan/peer_policies.h"

namespace headroom::plan {
namespace {

capacity wanted_at(double load_aps, double limit_aps) {
  const auto trus = original_rule_trus({.limit_aps = limit_aps, .count_aps = load_aps});
  return trus == 0 ? on_demand : provisioned(cost::round_up_to_sold(static_cast<double>(trus)));
}

// Loads from `from` up to, not including, `below`, at which the rule surely keeps its target; it may keep it at others.
struct calm_band {
  double from, below;
  [[nodiscard]] bool holds(double load_aps) const { return load_aps >= from && load_aps < below; }
};

calm_band calm_band_of(capacity target, double limit_aps) {
  if (const int trus = target.rung(); trus > 0) return {(trus - 1) * 100.0, trus * 399.0};
  const double by_limit = std::floor(limit_aps / 500);
  return {0, by_limit < 2 ? 500.0 : std::min(500.0, (by_limit - 1) * 100)};
}

class original_rule final : public threshold_rule {
 public:
  explicit original_rule(const original_options& options) : every_minutes_(options.every_minutes) {}

  std::optional<rule_change> first_change(const load_view& view, capacity target) const override {
    const double limit_aps = limit_of(target, view.on_demand_limit_aps);
    const calm_band calm = calm_band_of(target, limit_aps);
    if (calm.holds(view.lowest.newest_aps) && calm.holds(view.highest.newest_aps)) return std::nullopt;
    for (std::size_t i = first_asked(view.first); i < view.minutes.size(); i += every_minutes_) {
      const double load_aps = view.minutes[i].newest_aps;
      if (calm.holds(load_aps)) continue;
      if (const capacity wanted = wanted_at(load_aps, limit_aps); wanted != target) return rule_change{i, wanted};
    }
    return std::nullopt;
  }

 private:
  // Steps from `first` to a minute that the interval divides.
  [[nodiscard]] std::size_t first_asked(utc_minute first) const {
    const std::int64_t past = first.index - floor_div(first.index, every_minutes_) * every_minutes_;
    return static_cast<std::size_t>(past == 0 ? 0 : every_minutes_ - past);
  }

  int every_minutes_;
};

class never_rule final : public threshold_rule {
 public:
  std::optional<rule_change> first_change(const load_view&, capacity) const override { return std::nullopt; }
};

}  // namespace

std::shared_ptr<const threshold_rule> make_original_rule(const original_options& options) {
  return std::make_shared<original_rule>(options);
}

std::shared_ptr<const threshold_rule> make_on_demand_rule() { return std::make_shared<never_rule>(); }

}  // namespace headroom::plan

#include "headroom/plan/mode_choice.h"
#include "headroom/plan/peer_policies.h"

namespace headroom::plan {
namespace {

constexpr double calm_share = 0.8;

class target_tracking_rule final : public threshold_rule {
 public:
  explicit target_tracking_rule(const target_tracking_options& options) : target_(options.target) {}

  std::optional<rule_change> first_change(const load_view& view, capacity target) const override {
    const double hot_aps = target_ * limit_of(target, view.on_demand_limit_aps);
    // On-Demand is where the way down ends.
    const double calm_aps = target == on_demand ? 0 : calm_share * hot_aps;
    if (view.highest.lower_of_two_aps <= hot_aps && view.lowest.highest_of_fifteen_aps >= calm_aps) return std::nullopt;
    for (std::size_t i = 0; i < view.minutes.size(); ++i) {
      const load_feature& load = view.minutes[i];
      const bool hot = load.lower_of_two_aps > hot_aps;
      if (!hot && load.highest_of_fifteen_aps >= calm_aps) continue;
      const double carried_aps = hot ? load.newest_aps : load.highest_of_fifteen_aps;
      const capacity wanted = mode_for(carried_aps / target_, view.on_demand_limit_aps);
      if (wanted != target) return rule_change{i, wanted};
    }
    return std::nullopt;
  }

 private:
  double target_;
};

}  // namespace

std::shared_ptr<const threshold_rule> make_target_tracking_rule(const target_tracking_options& options) {
  return std::make_shared<target_tracking_rule>(options);
}

}  // namespace headroom::plan

#include <algorithm>

#include "headroom/plan/mode_choice.h"
#include "headroom/plan/newest_load.h"
#include "headroom/plan/peer_policies.h"
#include "headroom/plan/sliding_extreme.h"

namespace headroom::plan {
namespace {

constexpr int calm_minutes = 15;
constexpr double calm_share = 0.8;

class target_tracking_policy final : public policy {
 public:
  explicit target_tracking_policy(const target_tracking_options& options) : target_(options.target) {}

  void see(const observation& seen) override {
    before_aps_ = load_.aps();
    highest_aps_ = recent_.push(load_.update(seen.newest_aps));
  }

  capacity decide(const observation& seen, capacity target) override {
    const double limit_aps = limit_of(target, seen.on_demand_limit_aps);
    if (std::min(load_.aps(), before_aps_) > target_ * limit_aps) {
      return mode_for(load_.aps() / target_, seen.on_demand_limit_aps);
    }
    if (highest_aps_ < calm_share * target_ * limit_aps) {
      return mode_for(highest_aps_ / target_, seen.on_demand_limit_aps);
    }
    return target;
  }

 private:
  double target_;
  newest_load load_;
  double before_aps_ = 0;
  double highest_aps_ = 0;
  sliding_max recent_{calm_minutes};
};

}  // namespace

std::unique_ptr<policy> make_target_tracking_policy(const target_tracking_options& options) {
  return std::make_unique<target_tracking_policy>(options);
}

}  // namespace headroom::plan

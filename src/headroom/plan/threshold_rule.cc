#include "headroom/plan/threshold_rule.h"

#include <utility>

namespace headroom::plan {
namespace {

class rule_policy final : public policy {
 public:
  explicit rule_policy(std::shared_ptr<const threshold_rule> rule) : rule_(std::move(rule)) {}

  void see(const observation& seen) override { features_.update(seen.newest_aps); }

  capacity decide(const observation& seen, capacity target) override {
    const load_feature& now = features_.now();
    const load_view view{.first = seen.now,
                         .minutes = std::span(&now, 1),
                         .on_demand_limit_aps = seen.on_demand_limit_aps,
                         .lowest = now,
                         .highest = now};
    const auto change = rule_->first_change(view, target);
    return change ? change->wanted : target;
  }

 private:
  std::shared_ptr<const threshold_rule> rule_;
  load_feature_tracker features_;
};

}  // namespace

std::unique_ptr<policy> streaming_policy(std::shared_ptr<const threshold_rule> rule) {
  return std::make_unique<rule_policy>(std::move(rule));
}

}  // namespace headroom::plan

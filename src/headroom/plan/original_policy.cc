#include "headroom/cost/sold_counts.h"
#include "headroom/plan/mode_choice.h"
#include "headroom/plan/newest_load.h"
#include "headroom/plan/original_rule.h"
#include "headroom/plan/peer_policies.h"

namespace headroom::plan {
namespace {

class original_policy final : public policy {
 public:
  explicit original_policy(const original_options& options) : every_minutes_(options.every_minutes) {}

  void see(const observation& seen) override { load_.update(seen.newest_aps); }

  capacity decide(const observation& seen, capacity target) override {
    if (seen.now.index % every_minutes_ != 0) return target;
    const auto trus =
        original_rule_trus({.limit_aps = limit_of(target, seen.on_demand_limit_aps), .count_aps = load_.aps()});
    return trus == 0 ? on_demand : provisioned(cost::round_up_to_sold(static_cast<double>(trus)));
  }

 private:
  int every_minutes_;
  newest_load load_;
};

class on_demand_policy final : public policy {
 public:
  void see(const observation&) override {}
  capacity decide(const observation&, capacity target) override { return target; }
};

}  // namespace

std::unique_ptr<policy> make_original_policy(const original_options& options) {
  return std::make_unique<original_policy>(options);
}

std::unique_ptr<policy> make_on_demand_policy() { return std::make_unique<on_demand_policy>(); }

}  // namespace headroom::plan

#include "sim/account.h"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>

#include "sim/namespace_spec.h"
#include "sim/noise.h"

#include "headroom/cost/sold_counts.h"

namespace headroom::sim {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

live_namespace bring_to_life(const world& w, const world_namespace& plan, std::int64_t begin_ms) {
  live_namespace n{.plan = plan, .id = full_id(w, plan), .labels = labels_of(w, plan)};
  n.timeline = capacity_timeline(plan.start);
  n.spec = initial_spec(plan);
  n.spec_text = to_compact_text(n.spec);
  n.tags = plan.tags;
  // Namespaces are between a month and three years old.
  n.created_ms = begin_ms - (30 + static_cast<std::int64_t>(mix(plan.demand.seed, 0, 3) % 1000)) * day_ms;
  return n;
}

}  // namespace

account::account(world w, std::int64_t begin_ms) : world_(std::move(w)) {
  // The same seed and scale is the same load.
  std::map<std::pair<std::uint64_t, double>, std::shared_ptr<load_window>> loads;
  namespaces_.reserve(world_.namespaces.size());
  for (const world_namespace& plan : world_.namespaces) {
    live_namespace n = bring_to_life(world_, plan, begin_ms);
    auto& demand = loads[{plan.demand.seed, plan.demand.scale}];
    if (!demand) demand = std::make_shared<load_window>(plan.demand);
    n.demand = demand;
    n.version = version_of(n);
    namespaces_.push_back(std::move(n));
  }
  std::sort(namespaces_.begin(), namespaces_.end(),
            [](const live_namespace& a, const live_namespace& b) { return a.id < b.id; });
}

live_namespace* account::find(std::string_view id) {
  const auto at =
      std::lower_bound(namespaces_.begin(), namespaces_.end(), id,
                       [](const live_namespace& n, std::string_view wanted) { return n.id.value() < wanted; });
  return at != namespaces_.end() && at->id.value() == id ? &*at : nullptr;
}

minute_figures account::figures(live_namespace& n, utc_minute minute) const {
  return figures_of(n.plan, *n.demand, n.timeline, minute);
}

double account::on_demand_limit_aps(live_namespace& n, std::int64_t now_ms) const {
  return figures(n, minute_at(now_ms)).actions.envelope;
}

double account::limit_aps(live_namespace& n, std::int64_t now_ms) const {
  const int trus = n.timeline.at(now_ms).rung();
  return trus > 0 ? trus * static_cast<double>(cost::aps_per_tru) : on_demand_limit_aps(n, now_ms);
}

int account::max_available_trus(const live_namespace& n, std::int64_t now_ms) const {
  const region_stock stock = stock_of(world_, n.plan.region);
  int others = 0;
  for (const live_namespace& other : namespaces_) {
    if (&other == &n || other.plan.region != n.plan.region) continue;
    const bool asked = other.request && other.request->in_progress_at(now_ms);
    others += std::max(other.timeline.at(now_ms).rung(), asked ? other.request->wanted.rung() : 0);
  }
  const int room = std::min(stock.max_trus, stock.pool_trus - others);
  int most = 0;
  for (const int count : cost::sold_counts) {
    if (count <= room) most = count;
  }
  return most;
}

void account::record(operation op) {
  op.by = actor_;
  operations_.insert_or_assign(op.id, std::move(op));
}

result<std::optional<operation>> account::done_before(const live_namespace& n, const std::string& id,
                                                      const ordered_json& input) const {
  const auto known = operations_.find(id);
  if (id.empty() || known == operations_.end()) return std::nullopt;
  if (known->second.target == n.id && known->second.input == input) return known->second;
  return fail(error_code::already_exists, "async operation id was used for another request");
}

bool account::is_changing(const live_namespace& n, std::int64_t now_ms) const {
  const auto under_way = operations_.find(n.operation_id);
  return under_way != operations_.end() && !under_way->second.ended_by(now_ms);
}

int account::operations_under_way(std::int64_t now_ms) const {
  return static_cast<int>(std::count_if(operations_.begin(), operations_.end(),
                                        [&](const auto& each) { return !each.second.ended_by(now_ms); }));
}

std::string account::new_id() {
  ++ids_;
  return fmt::format("{:016x}{:016x}", mix(world_.seed, ids_, 21), mix(world_.seed, ids_, 22));
}

std::string account::version_of(const live_namespace& n) const {
  return fmt::format("{:016x}", mix(n.plan.demand.seed ^ world_.seed, n.revision, 23));
}

}  // namespace headroom::sim

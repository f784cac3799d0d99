#include "headroom/plan/snapshot_planner.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <utility>

#include "headroom/plan/policy_registry.h"
#include "headroom/plan/snapshot_rule.h"
#include "headroom/plan/snapshot_words.h"

namespace headroom::plan {
namespace {

constexpr std::array<std::string_view, 2> names{"headroom", "original"};

const load_history* history_of(const history_map& histories, const namespace_id& id) {
  const auto found = histories.find(id);
  return found == histories.end() ? nullptr : &found->second;
}

// Best first: the advice, then least cost and least throttling in the units of the objective; what cannot be judged
// last.
void rank(std::vector<capacity_option>& options, const capacity& advised, double throttle_cost, double usd_per_action) {
  const auto key = [&](const capacity_option& o) {
    const double throttled_usd = throttle_cost * o.throttled_aps * 3600 * hours_per_month * usd_per_action;
    return std::tuple(!(o.choice == advised), o.risk == throttle_risk::unknown, usd(o.cost_per_month) + throttled_usd,
                      o.risk, -o.limit_aps);
  };
  std::ranges::sort(options, [&](const auto& a, const auto& b) { return key(a) < key(b); });
}

void say(recommendation& out, reason_words words) {
  out.reason = std::move(words.sentence);
  out.brief = std::move(words.brief);
}

void advise_headroom(const snapshot_case& c, recommendation& out) {
  const snapshot_decision decision = decide(c);
  out.advised = decision.advised;
  out.state = decision.state;
  out.trust = decision.trust;
  say(out, words_of(c, decision));
}

void advise_original(const snapshot_case& c, recommendation& out) {
  const original_rule_input seen{.limit_aps = c.actions().limit_per_s, .count_aps = c.actions().count_per_s};
  const std::int64_t trus = std::min<std::int64_t>(original_rule_trus(seen), std::numeric_limits<int>::max());
  out.advised = trus == 0 ? on_demand : provisioned(static_cast<int>(trus));
  out.state = state_of(c);
  out.trust = confidence::low;
  say(out, words_of_original(seen, out.advised));
}

// The original's rule reads nothing but limit and count, and may answer what is not on sale: it is priced all the same.
snapshot_case case_of(const case_input& in, bool original) {
  if (!original) return make_case(in);
  namespace_snapshot seen = in.seen;
  const std::int64_t trus = std::min<std::int64_t>(
      original_rule_trus({.limit_aps = *seen.actions.limit_per_s, .count_aps = *seen.actions.count_per_s}),
      std::numeric_limits<int>::max());
  if (trus > 0) seen.offer.valid_trus = {tru_count(static_cast<int>(trus))};
  seen.offer.max_available_trus.reset();
  const snapshot_settings unbounded{.throttle_cost = in.settings.throttle_cost};
  return make_case({.seen = seen, .settings = unbounded, .account = in.account, .history = in.history});
}

}  // namespace

std::span<const std::string_view> snapshot_policy_names() { return names; }

result<snapshot_planner> snapshot_planner::make(snapshot_settings settings, const cost::price_book& prices,
                                                utc_minute when) {
  if (std::ranges::find(names, settings.policy) == names.end()) return fail(unknown_policy(settings.policy, names));
  if (!std::isfinite(settings.throttle_cost) || settings.throttle_cost < 0) {
    return fail(
        error_code::invalid_argument,
        fmt::format("throttle_cost is {}, expected a number of billed actions, 0 or more", settings.throttle_cost));
  }
  if (settings.trus_min < 0 || (settings.trus_max && *settings.trus_max < std::max(1, settings.trus_min))) {
    return fail(error_code::invalid_argument,
                fmt::format("TRU bounds {} to {}, expected 0 <= least <= most and most >= 1", settings.trus_min,
                            settings.trus_max ? fmt::format("{}", *settings.trus_max) : "any"));
  }
  const cost::price_edition& edition = prices.at(when);
  auto plan = edition.plan(settings.price_plan);
  if (!plan) return fail(plan.error().in(prices.name));
  account_price empty{.tariff = std::move(plan->actions), .high_availability_factor = edition.high_availability_factor};
  return snapshot_planner(std::move(settings), std::move(empty));
}

snapshot_planner::snapshot_planner(snapshot_settings settings, account_price empty_account)
    : settings_(std::move(settings)), empty_account_(std::move(empty_account)) {}

account_price snapshot_planner::price_of(const account_snapshot& account, const history_map& histories) const {
  account_price out = empty_account_;
  std::int64_t sum = 0;
  for (const auto& seen : account.namespaces) {
    if (why_unknown(seen)) continue;
    sum += billed_now(seen, out, history_of(histories, seen.id));
    sum = std::min(sum, cost::action_tariff::most_actions);
  }
  out.actions_per_month = settings_.account_actions_per_month.value_or(sum);
  return out;
}

std::vector<recommendation> snapshot_planner::advise(const account_snapshot& account,
                                                     const history_map& histories) const {
  const account_price price = price_of(account, histories);
  std::vector<recommendation> out;
  out.reserve(account.namespaces.size());
  for (const auto& seen : account.namespaces) out.push_back(advise(seen, price, history_of(histories, seen.id)));
  return out;
}

recommendation snapshot_planner::advise(const namespace_snapshot& seen, const account_price& account,
                                        const load_history* history) const {
  recommendation out{.seen = seen, .advised = seen.current.value_or(on_demand), .policy = settings_.policy};
  if (const auto cause = why_unknown(seen)) {
    say(out, words_of_unknown(*cause));
    return out;
  }
  const bool original = settings_.policy == "original";
  snapshot_case c = case_of({.seen = seen, .settings = settings_, .account = account, .history = history}, original);
  original ? advise_original(c, out) : advise_headroom(c, out);
  out.options = std::move(c.options);
  const double usd_per_action = usd(account.tariff.marginal_per_million(account.actions_per_month)) / 1e6;
  rank(out.options, out.advised, settings_.throttle_cost, usd_per_action);
  return out;
}

}  // namespace headroom::plan

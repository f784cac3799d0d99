#include "headroom/cost/action_tariff.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace headroom::cost {
namespace {

constexpr std::int64_t million = 1'000'000;

// actions x price / million, rounded to the nearest micro-dollar. Whole millions and the rest are priced apart, so that
// the product stays within 64 bits for all volumes and prices that a tariff allows.
std::int64_t priced(std::int64_t actions, usd_micros per_million) {
  const std::int64_t whole = actions / million * per_million.value();
  const std::int64_t rest = (actions % million * per_million.value() + million / 2) / million;
  return whole + rest;
}

}  // namespace

result<action_tariff> action_tariff::make(std::int64_t included_actions, std::vector<price_tier> tiers) {
  if (tiers.empty()) return fail(error_code::invalid_argument, "no price tier, expected at least one");
  if (included_actions < 0 || included_actions > most_actions) {
    return fail(error_code::invalid_argument,
                fmt::format("{} included actions, expected 0 to {}", included_actions, most_actions));
  }
  std::int64_t below = 0;
  for (std::size_t i = 0; i < tiers.size(); ++i) {
    const auto& [bound, price] = tiers[i];
    if (price.value() < 0 || price.value() > most_micros_per_million) {
      return fail(error_code::invalid_argument,
                  fmt::format("tier {} costs ${} a million actions, expected $0 to $1000", i + 1, usd(price)));
    }
    if (!bound && i + 1 < tiers.size()) {
      return fail(error_code::invalid_argument,
                  fmt::format("tier {} has no upper bound, only the last of {} tiers may", i + 1, tiers.size()));
    }
    if (bound && (*bound <= below || *bound > most_actions)) {
      return fail(error_code::invalid_argument,
                  fmt::format("tier {} ends at {} actions, expected more than {} and at most {}", i + 1, *bound, below,
                              most_actions));
    }
    below = bound.value_or(below);
  }
  return action_tariff(included_actions, std::move(tiers));
}

action_tariff::action_tariff(std::int64_t included_actions, std::vector<price_tier> tiers)
    : included_actions_(included_actions), tiers_(std::move(tiers)) {}

usd_micros action_tariff::cost(std::int64_t actions) const {
  const std::int64_t charged = std::clamp<std::int64_t>(actions - included_actions_, 0, most_actions);
  std::int64_t micros = 0;
  std::int64_t below = 0;
  for (std::size_t i = 0; i < tiers_.size() && below < charged; ++i) {
    const bool last = i + 1 == tiers_.size();
    const std::int64_t end = last ? charged : std::min(charged, *tiers_[i].up_to_actions);
    micros += priced(end - below, tiers_[i].per_million);
    below = end;
  }
  return usd_micros(micros);
}

usd_micros action_tariff::cost_of_more(std::int64_t before, std::int64_t more) const {
  const std::int64_t start = std::clamp<std::int64_t>(before, 0, most_actions);
  const std::int64_t end = std::clamp<std::int64_t>(more, 0, most_actions) + start;
  return cost(end) - cost(start);
}

usd_micros action_tariff::marginal_per_million(std::int64_t actions) const {
  if (actions < included_actions_) return usd_micros(0);
  const std::int64_t charged = actions - included_actions_;
  for (const auto& [bound, price] : tiers_) {
    if (!bound || charged < *bound) return price;
  }
  return tiers_.back().per_million;
}

bool action_tariff::beyond_list(std::int64_t actions) const {
  const auto last = tiers_.back().up_to_actions;
  return last && actions - included_actions_ > *last;
}

}  // namespace headroom::cost

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "headroom/base/money.h"
#include "headroom/base/result.h"

namespace headroom::cost {

// One step of a graduated price: actions up to `up_to_actions` in the month (counted from the first that is charged)
// cost this much a million. Empty: no upper bound.
struct price_tier {
  std::optional<std::int64_t> up_to_actions;
  usd_micros per_million;

  friend bool operator==(const price_tier&, const price_tier&) = default;
};

// What one account's actions cost within one calendar month: the first `included` are part of the plan, then each
// tier's price holds for the actions that fall into it ("progressive": a later tier never makes earlier actions
// cheaper).
class action_tariff {
 public:
  // Volumes above this are taken for it, so that no sum overflows: a thousand times what the largest account does.
  static constexpr std::int64_t most_actions = 1'000'000'000'000'000;
  // The highest price a million that is believed: a thousand dollars.
  static constexpr std::int64_t most_micros_per_million = 1'000'000'000;

  // At least one tier, bounds rising, only the last without a bound, prices from 0 to $1,000 a million.
  [[nodiscard]] static result<action_tariff> make(std::int64_t included_actions, std::vector<price_tier> tiers);

  // The month's bill for so many actions; negative counts as 0.
  [[nodiscard]] usd_micros cost(std::int64_t actions) const;
  // What `more` actions add to a month that has `before` already.
  [[nodiscard]] usd_micros cost_of_more(std::int64_t before, std::int64_t more) const;
  // What the next million costs at this volume; 0 while it is included in the plan.
  [[nodiscard]] usd_micros marginal_per_million(std::int64_t actions) const;
  // Whether the volume is above the last listed bound, where the last price is only an upper estimate.
  [[nodiscard]] bool beyond_list(std::int64_t actions) const;

  [[nodiscard]] std::int64_t included_actions() const { return included_actions_; }
  [[nodiscard]] const std::vector<price_tier>& tiers() const { return tiers_; }

  friend bool operator==(const action_tariff&, const action_tariff&) = default;

 private:
  action_tariff(std::int64_t included_actions, std::vector<price_tier> tiers);

  std::int64_t included_actions_;
  std::vector<price_tier> tiers_;
};

}  // namespace headroom::cost

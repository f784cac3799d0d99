#pragma once

#include <functional>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/cost/price_book.h"
#include "headroom/model/load_history.h"
#include "headroom/model/namespace_snapshot.h"
#include "headroom/model/recommendation.h"
#include "headroom/plan/month_bill.h"
#include "headroom/plan/snapshot_settings.h"

namespace headroom::plan {

using history_map = std::map<namespace_id, load_history>;

// The policies that can advise on one snapshot: "headroom", "original".
[[nodiscard]] std::span<const std::string_view> snapshot_policy_names();

// Turns what was seen in one minute into recommendations. Pure: same input, same answer.
class snapshot_planner {
 public:
  // Fails on an unknown policy or price plan (the nearest name is suggested) and on bounds or a throttle cost that make
  // no sense. Prices are those in force at `when`.
  [[nodiscard]] static result<snapshot_planner> make(snapshot_settings settings, const cost::price_book& prices,
                                                     utc_minute when);

  // Advice for every namespace, in the order given. Histories are optional, namespace by namespace.
  [[nodiscard]] std::vector<recommendation> advise(const account_snapshot& account,
                                                   const history_map& histories = {}) const;
  // The same for one namespace of an account whose price is known.
  [[nodiscard]] recommendation advise(const namespace_snapshot& seen, const account_price& account,
                                      const load_history* history = nullptr) const;

  // The account's tariff and what it bills a month: the settings' figure, or what the namespaces seen add up to.
  [[nodiscard]] account_price price_of(const account_snapshot& account, const history_map& histories = {}) const;

  [[nodiscard]] const snapshot_settings& settings() const { return settings_; }

 private:
  snapshot_planner(snapshot_settings settings, account_price empty_account);

  snapshot_settings settings_;
  account_price empty_account_;
};

}  // namespace headroom::plan

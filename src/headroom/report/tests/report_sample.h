#pragma once

#include <cmath>
#include <string>

#include "headroom/report/account_report.h"

namespace headroom::report {

inline const utc_minute sample_minute = parse_utc_minute("2026-11-24T07:00:00Z").value();

// An account with one of everything that a report must show well.
class sample_account {
 public:
  sample_account() {
    add("payments-prod", provisioned(4), 1'000, 2'000, 967, 500, week(1'400, 700, 14));
    add("orders-prod", on_demand, 520, 500, 31.25, std::nullopt, week(480, 120, 11));
    add("search-index", on_demand, 412.5, 500, 0, std::nullopt, week(390, 200, 20));
    add("nightly-batch", provisioned(8), 20, 4'000, 0, 500, week(30, 12, 3));
    add("media-transcode", provisioned(12), 800, 6'000, 0, 2'000);
    add("crm-sync", on_demand, 12.3, 500, 0, std::nullopt, week(20, 2, 9));
    add("ledger", provisioned(2), 180, 1'000, 0, 640, week(260, 150, 15));
    add("metrics-roll\x1b[31mup", on_demand, 0.4, 500, 0, std::nullopt);
    add("idle-sandbox", on_demand, 0, 500, 0, std::nullopt);
    add("half-seen", provisioned(3), 400, 1'500, 0, 900);
    account.namespaces.back().data = completeness::limited;
    account.minute = sample_minute;
    account.data = completeness::limited;
    account.left_out = {{namespace_id("brand-new.a1b2c"), "no sample yet and its mode is unknown"}};
    account.warnings = {"the scrape was cut at 30,000 points: ask for fewer metrics"};
    std::ranges::sort(account.namespaces, {}, &namespace_snapshot::id);
  }

  [[nodiscard]] plan::snapshot_planner planner(plan::snapshot_settings settings = {}) const {
    return plan::snapshot_planner::make(std::move(settings), cost::list_prices(), sample_minute).value();
  }
  [[nodiscard]] std::vector<recommendation> advice() const { return planner().advise(account, histories); }
  [[nodiscard]] account_report report() const {
    const auto p = planner();
    return make_report({.account = account,
                        .advice = p.advise(account, histories),
                        .price = p.price_of(account, histories),
                        .price_note = price_note_of(cost::list_prices(), p.settings(), sample_minute),
                        .histories = &histories});
  }

  account_snapshot account;
  plan::history_map histories;

 private:
  void add(const std::string& name, capacity now, double count, double limit, double throttled,
           std::optional<double> envelope, const load_history& history = {}) {
    namespace_snapshot s{.id = namespace_id(name + ".a1b2c"), .minute = sample_minute, .data = completeness::complete};
    s.current = now;
    s.current_source = capacity_source::ops_api;
    s.actions = {.count_per_s = count, .limit_per_s = limit, .throttled_per_s = throttled, .envelope_per_s = envelope};
    if (!history.peak_aps.empty()) histories[s.id] = history;
    account.namespaces.push_back(std::move(s));
  }

  // A week of hours with a daily hill at an hour of the day, one of them unknown.
  static load_history week(double peak, double base, int top_hour) {
    load_history out{.start = sample_minute - 168 * 60};
    for (int hour = 0; hour < 168; ++hour) {
      const double daily = std::pow(std::cos((hour % 24 - top_hour) * 3.14159265 / 24), 8);
      const double load = std::round(base + (peak - base) * daily * (hour / 24 > 4 ? 0.6 : 1.0));
      out.peak_aps.push_back(hour == 60 ? std::nullopt : std::optional(load));
      out.mean_aps.push_back(hour == 60 ? std::nullopt : std::optional(std::round(load * 0.7)));
    }
    return out;
  }
};

}  // namespace headroom::report

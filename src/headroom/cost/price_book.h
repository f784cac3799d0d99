#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headroom/base/money.h"
#include "headroom/base/result.h"
#include "headroom/base/time.h"
#include "headroom/cost/action_tariff.h"

namespace headroom::cost {

// One plan of Temporal Cloud: what its actions cost and what the plan itself costs (the greater of a base fee and a
// share of what was used). No fee: it is by contract and unknown.
struct price_plan {
  std::string name;
  action_tariff actions;
  std::optional<usd_micros> fee_per_month;
  std::optional<int> fee_percent_of_usage;

  // The plan's own fee in a month with this usage; empty when it is by contract.
  [[nodiscard]] std::optional<usd_micros> fee(usd_micros usage) const;

  friend bool operator==(const price_plan&, const price_plan&) = default;
};

// The prices that hold from a date on.
struct price_edition {
  utc_minute effective_from;
  std::vector<std::string> sources;
  std::vector<price_plan> plans;
  std::string default_plan;
  double high_availability_factor = 2;          // actions and storage of a namespace with a replica
  std::int64_t active_storage_nanos_per_gbh{};  // billionths of a dollar: a micro-dollar is too coarse for storage
  std::int64_t retained_storage_nanos_per_gbh{};

  // The plan with this name, or the default one for an empty name. Unknown: the nearest name is suggested.
  [[nodiscard]] result<price_plan> plan(std::string_view name = {}) const;
  // What storage costs, rounded to the micro-dollar.
  [[nodiscard]] usd_micros storage_cost(double active_gbh, double retained_gbh) const;

  friend bool operator==(const price_edition&, const price_edition&) = default;
};

// All editions, oldest first; never empty.
struct price_book {
  std::string name;  // the file it was read from, for messages
  std::vector<price_edition> editions;

  // The edition in force at that time; the oldest for times before all of them.
  [[nodiscard]] const price_edition& at(utc_minute when) const;

  friend bool operator==(const price_book&, const price_book&) = default;
};

// Reads a price book (docs/formats/price-book.md). Errors name `file`, line and key, and what was expected.
[[nodiscard]] result<price_book> parse_price_book(std::string_view toml_text, std::string_view file);

// The list prices that headroom was built with (price_book.toml beside this file).
[[nodiscard]] const price_book& list_prices();
[[nodiscard]] std::string_view list_prices_text();

}  // namespace headroom::cost

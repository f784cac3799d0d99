#include "headroom/cost/price_book.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "headroom/base/text.h"

namespace headroom::cost {

std::optional<usd_micros> price_plan::fee(usd_micros usage) const {
  if (!fee_per_month && !fee_percent_of_usage) return std::nullopt;
  const std::int64_t percent = fee_percent_of_usage.value_or(0);
  const std::int64_t share = usage.value() / 100 * percent + (usage.value() % 100 * percent + 50) / 100;
  return std::max(fee_per_month.value_or(usd_micros(0)), usd_micros(share));
}

result<price_plan> price_edition::plan(std::string_view name) const {
  const std::string_view wanted = name.empty() ? default_plan : name;
  const auto found = std::ranges::find(plans, wanted, &price_plan::name);
  if (found != plans.end()) return *found;
  std::vector<std::string_view> names;
  for (const auto& p : plans) names.push_back(p.name);
  const auto near = nearest(wanted, names);
  return fail(error_code::invalid_argument,
              fmt::format("unknown price plan '{}'{}; there are {}", escape_for_terminal(wanted),
                          near ? fmt::format(", did you mean '{}'?", *near) : "", fmt::join(names, ", ")));
}

usd_micros price_edition::storage_cost(double active_gbh, double retained_gbh) const {
  const double nanos = active_gbh * static_cast<double>(active_storage_nanos_per_gbh) +
                       retained_gbh * static_cast<double>(retained_storage_nanos_per_gbh);
  return usd_micros(std::llround(nanos / 1000));
}

const price_edition& price_book::at(utc_minute when) const {
  const auto later = std::ranges::upper_bound(editions, when, {}, &price_edition::effective_from);
  return later == editions.begin() ? editions.front() : *std::prev(later);
}

const price_book& list_prices() {
  // The embedded text is a constant that the tests parse, so it is always good.
  static const price_book book = parse_price_book(list_prices_text(), "price_book.toml (built in)").value();
  return book;
}

}  // namespace headroom::cost

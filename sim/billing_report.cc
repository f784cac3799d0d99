#include "sim/billing_report.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <iterator>
#include <utility>

#include "sim/billing.h"

#include "headroom/cost/price_book.h"

namespace headroom::sim {
namespace {

constexpr std::string_view header =
    "BillingAccountID,BillingAccountName,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargeCategory,"
    "ChargeDescription,ChargeFrequency,ChargePeriodStart,ChargePeriodEnd,ContractedCost,ContractedUnitPrice,InvoiceID,"
    "InvoiceIssuer,PricingQuantity,PricingUnit,Provider,Publisher,ResourceID,ResourceName,ResourceType,ServiceCategory,"
    "ServiceName,ServiceSubcategory,SKUID,SKUMeter,Tags\r\n";

std::chrono::year_month month_of(utc_hour h) {
  using namespace std::chrono;
  const year_month_day date{sys_days{days{floor_div(h.index, 24)}}};
  return date.year() / date.month();
}

utc_hour begin_of(std::chrono::year_month month) {
  return {std::chrono::sys_days{month / 1}.time_since_epoch().count() * 24};
}

utc_hour end_of_step(utc_hour h, report_step step) {
  switch (step) {
    case report_step::hour:
      return h + 1;
    case report_step::day:
      return {(floor_div(h.index, 24) + 1) * 24};
    case report_step::month:
      return begin_of(month_of(h) + std::chrono::months(1));
  }
  return h + 1;
}

std::string tags_of(const live_namespace& n) {
  ordered_json tags = ordered_json::object();
  for (const auto& [key, value] : n.tags) tags[key] = ordered_json::array({value});
  std::string quoted;
  for (const char c : to_compact_text(tags)) quoted.append(c == '"' ? "\"\"" : std::string(1, c));
  return "\"" + quoted + "\"";
}

// The price of a million at the volume of a whole month's begin, as the first tier charged has it.
double cents_per_million(utc_hour h) {
  const auto plan = cost::list_prices().at(start_of(h)).plan();
  return usd(plan->actions.tiers().front().per_million) * 100;
}

void append_row(std::string& out, const account& cloud, const live_namespace& n, utc_hour from, utc_hour until,
                std::string_view description, std::string_view sku, std::int64_t actions) {
  if (actions == 0) return;
  const double millions = static_cast<double>(actions) / 1e6;
  const auto month = month_of(from);
  const std::string& account_name = cloud.description().account.value();
  fmt::format_to(
      std::back_inserter(out),
      "{0},{0},USD (cents),{1},{2},Usage,{3},Usage-Based,{4},{5},{6:.4f},{7:.2f},INV-{8}-{9:04}{10:02},"
      "Temporal Technologies,{11:.6f},1 Million Actions,Temporal Technologies,Temporal Technologies,{12},{12},"
      "Namespace,Compute,Temporal Cloud,Workflow Orchestration,{13},Actions,{14}\r\n",
      account_name, to_string(start_of(begin_of(month))), to_string(start_of(begin_of(month + std::chrono::months(1)))),
      description, to_string(start_of(from)), to_string(start_of(until)), millions * cents_per_million(from),
      cents_per_million(from), account_name, static_cast<int>(month.year()), static_cast<unsigned>(month.month()),
      millions, n.id.value(), sku, tags_of(n));
}

}  // namespace

std::string report_csv(account& cloud, const billing_report& report) {
  std::string out(header);
  for (utc_hour from = report.from; from < report.until; from = end_of_step(from, report.step)) {
    const utc_hour until = std::min(end_of_step(from, report.step), report.until);
    for (live_namespace& n : cloud.namespaces()) {
      const bill b = bill_of(n, from, until);
      append_row(out, cloud, n, from, until, "Actions - Tier 1", "actions", b.charged_actions);
      append_row(out, cloud, n, from, until, "Provisioned Capacity - Tier 1", "ns_capacity:tru", b.tru_actions);
    }
  }
  return out;
}

}  // namespace headroom::sim

#include "headroom/autopilot/account_analysis.h"

#include "headroom/report/account_report.h"

namespace headroom::autopilot {
namespace {

cloud::settings narrowed(cloud::settings what, const bulk_analysis_request& request, const std::string& policy) {
  // The original's rule looks at actions alone: nothing is waited for to see whether more would fit.
  if (policy == "original") what.all_rows_up_to_namespaces = 0;
  for (const auto& name : request.metrics) what.extra_metrics.push_back(name);
  if (!request.namespaces.empty()) what.filter.only = request.namespaces;
  return what;
}

}  // namespace

result<account_analysis> analyze_account(cloud::services with, const analysis_settings& settings,
                                         const bulk_analysis_request& request, const cloud::hooks& tell,
                                         const plan::history_map& histories) {
  const cost::price_book& prices = settings.prices ? *settings.prices : cost::list_prices();
  auto plan_settings = settings.plan;
  if (!request.policy.empty()) plan_settings.policy = request.policy;
  const utc_minute now = minute_of_unix_seconds(with.time.unix_ms() / 1000);
  // Made before anything is read, so that a wrong policy costs no scrape.
  const auto planner = plan::snapshot_planner::make(plan_settings, prices, now);
  if (!planner) return fail(planner.error());

  auto account = cloud::read_account(with, narrowed(settings.cloud, request, plan_settings.policy), tell);
  if (!account) return fail(std::move(account.error()));
  auto advice = planner->advise(*account, histories);
  auto price = planner->price_of(*account, histories);
  return account_analysis{.account = std::move(*account),
                          .advice = std::move(advice),
                          .price = std::move(price),
                          .policy = plan_settings.policy,
                          .price_note = report::price_note_of(prices, plan_settings, now)};
}

}  // namespace headroom::autopilot

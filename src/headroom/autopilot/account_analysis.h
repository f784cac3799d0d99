#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "headroom/autopilot/bulk_analysis_request.h"
#include "headroom/cloud/account_reader.h"
#include "headroom/cost/price_book.h"
#include "headroom/plan/snapshot_planner.h"

namespace headroom::autopilot {

// How this installation analyses, before a request narrows it.
struct analysis_settings {
  cloud::settings cloud;
  plan::snapshot_settings plan;
  std::shared_ptr<const cost::price_book> prices;  // empty: the list prices
};

// What an analysis found.
struct account_analysis {
  account_snapshot account;
  std::vector<recommendation> advice;  // of account.namespaces, in their order
  plan::account_price price;
  std::string policy;
  std::string price_note;
};

// Reads the account (one scrape, and the Ops API's pages) and advises on every namespace. Bounded in time by
// settings.cloud.total. Fails as cloud::read_account and plan::snapshot_planner::make do; namespaces whose data are not
// whole are in the advice with confidence `unknown` and no change.
result<account_analysis> analyze_account(cloud::services with, const analysis_settings& settings,
                                         const bulk_analysis_request& request, const cloud::hooks& tell,
                                         const plan::history_map& histories = {});

}  // namespace headroom::autopilot

#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/cli/global_options.h"
#include "headroom/cost/price_book.h"
#include "headroom/plan/snapshot_settings.h"
#include "headroom/plan/week_case.h"

namespace headroom::cli::plan {

// The program's own formats, and those of this command alone.
enum class plan_format : std::uint8_t { text, json, jsonl, csv, markdown, html, none, hcl, tcld, temporal_cloud };

// What `headroom plan` is asked to do, read from the command line but not yet checked against each other.
struct plan_options {
  std::vector<std::string> namespaces;  // globs; of the store
  bool all = false;
  std::vector<std::string> traces;
  std::string store;  // --store; empty: the configuration's
  std::string from;   // a minute; empty: now, or a trace's end
  int hours = 168;
  std::string current;  // "on-demand" or a count; empty: what the store says
  std::optional<double> throttle_cost;
  std::optional<int> trus_min, trus_max;
  std::optional<double> monthly_cap_usd;
  int changes_per_day = 4;             // two raises and their ends
  std::vector<std::string> freezes;    // "FROM/TO"
  std::vector<std::string> calendars;  // iCalendar files of known events
  std::optional<std::string> own_format;
  bool watched = false;  // someone raises within the hour
  bool exit_code = false;
};

// What the configuration gives: prices and the policy's settings.
struct plan_configuration {
  std::shared_ptr<const cost::price_book> prices;  // empty: the list prices
  headroom::plan::snapshot_settings settings;
};

// What the program around gives to `plan` and `why`.
struct surroundings {
  const global_options& global;
  std::function<bool()> colours;  // whether stdout takes them
  std::function<result<plan_configuration>()> configuration;
  std::function<result<std::filesystem::path>(const std::string& store_flag)> place;
  int& exit;
};

}  // namespace headroom::cli::plan

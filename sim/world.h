#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/fault.h"
#include "sim/load.h"

#include "headroom/base/secret.h"
#include "headroom/base/strong.h"
#include "headroom/model/capacity.h"

namespace headroom::sim {

// One namespace as the world's file describes it.
struct world_namespace {
  std::string name;  // without the account
  std::string region = "aws-us-east-1";
  std::string replica;               // the standby's region; empty: no replica
  capacity start;                    // what it has when the world begins
  load demand;                       // foreground actions on the active side
  double background_share = 0.1;     // background actions for each foreground one
  double requests_per_action = 1.6;  // frontend requests
  double operations_per_action = 3.2;
  // Within each minute, this share of the actions comes in that many seconds, which throttles below the limit.
  double burst_share = 0;
  double burst_seconds = 1;
  std::optional<double> support_limit_aps;  // set by Support, kept until the capacity is changed
  std::map<std::string, std::string> tags;
  int retention_days = 30;
};

enum class key_role : std::uint8_t {
  metrics_read,
  read,
  developer,
  namespace_admin,
  namespace_read,
  finance_admin,
  global_admin,
  account_owner
};

struct api_key {
  secret token;
  key_role role = key_role::global_admin;
  std::vector<std::string> namespaces;  // globs over full ids, for the two namespace roles
};

// What a region can give: to one namespace, and to all of them together.
struct region_stock {
  int max_trus = 12;
  int pool_trus = 1'000'000;
};

struct world_limits {
  int scrapes_per_hour = 180;  // metrics calls an hour and account; 0: no limit
  int points_max = 30'000;     // samples a scrape; 0: no limit
  int ops_calls_per_s = 80;    // of one key; 0: no limit
  int ops_account_calls_per_s = 160;
  int operations_at_once = 10;  // changes under way in the account
};

struct world {
  account_id account{"a1b2c"};
  std::uint64_t seed = 1;
  std::vector<world_namespace> namespaces;
  std::map<std::string, region_stock> stock;  // regions not named: see stock_of()
  std::vector<fault> faults;
  std::vector<api_key> keys;
  world_limits limits;
  int provisioning_s = 120;  // from the request to the new capacity
  int lag_minutes = 3;       // the served minute is the one that many minutes ago
};

// Counts above 4 outside the US may need a ticket (docs/cloud/capacity-modes), so that is what such regions give.
[[nodiscard]] region_stock stock_of(const world& w, const std::string& region);

[[nodiscard]] inline namespace_id full_id(const world& w, const world_namespace& n) {
  return namespace_id(n.name + "." + w.account.value());
}

}  // namespace headroom::sim

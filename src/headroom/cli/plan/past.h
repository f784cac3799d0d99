#pragma once

#include <optional>
#include <string>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/base/strong.h"
#include "headroom/base/time.h"
#include "headroom/model/capacity.h"
#include "headroom/model/limit_row.h"

namespace headroom::cli::plan {

// One limit's minutes, and what On-Demand allowed last.
struct limit_minutes {
  limit_kind kind = limit_kind::actions;
  std::vector<double> per_second;  // NaN is unknown
  std::optional<double> on_demand_limit_per_s;
};

// What is known of one namespace, wherever it comes from.
struct namespace_past {
  namespace_id id;
  std::string where;  // the trace's file or the store
  utc_minute start;
  std::vector<limit_minutes> rows;  // actions first
  std::optional<capacity> current;
  bool has_replica = false;
  std::vector<std::string> damage;  // what is unknown because the store cannot read it
};

// All that could be read, and what could not.
struct read_pasts {
  std::vector<namespace_past> found;
  std::vector<error> unread;
};

// Traces as `headroom backtest` reads them. A trace's namespace is its name; two of one name are invalid_argument.
[[nodiscard]] result<read_pasts> pasts_of_traces(const std::vector<std::string>& files);

struct store_wish {
  std::vector<std::string> globs;  // empty: all
  utc_minute until;
};
// The newest eight weeks of the namespaces that match. not_found when a glob matches nothing, with the nearest name.
[[nodiscard]] result<read_pasts> pasts_of_store(const std::string& file, const store_wish& wish);

}  // namespace headroom::cli::plan

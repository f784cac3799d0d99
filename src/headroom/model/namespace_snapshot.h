#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headroom/base/strong.h"
#include "headroom/base/time.h"
#include "headroom/model/capacity.h"
#include "headroom/model/limit_row.h"

namespace headroom {

// How much of the truth a scrape holds. `complete` and `limited`, `unknown` are X-Completeness; `cut` is a body without
// `# EOF`. In anything but a complete scrape an absent series is unknown, not zero.
enum class completeness : std::uint8_t { complete, limited, unknown, cut };

std::string_view to_string(completeness c);

// Where mode and TRUs were read.
enum class capacity_source : std::uint8_t { none, ops_api, tru_metric };

std::string_view to_string(capacity_source source);  // "unknown", "ops-api", "metric"

// What one namespace was seen doing in one minute, and what it has.
struct namespace_snapshot {
  namespace_id id;
  std::optional<utc_minute> minute;  // empty: no sample at all
  completeness data = completeness::unknown;

  std::optional<capacity> current;  // empty: mode unknown
  capacity_source current_source = capacity_source::none;
  capacity_offer offer;
  bool capacity_change_in_progress = false;

  limit_row actions{.kind = limit_kind::actions};
  limit_row requests{.kind = limit_kind::requests};
  limit_row operations{.kind = limit_kind::operations};
  std::optional<double> background_aps;  // does not count against the limit
  std::optional<double> standby_aps;     // the passive replica's work, shown apart

  std::map<std::string, double> extra;  // metrics asked for by name: the sum over their series
  std::vector<std::string> faults;      // why a figure above is unknown, one line each

  friend bool operator==(const namespace_snapshot&, const namespace_snapshot&) = default;
};

// A namespace that is not in the result, and why.
struct left_out_namespace {
  namespace_id id;
  std::string reason;

  friend bool operator==(const left_out_namespace&, const left_out_namespace&) = default;
};

// All of an account at one moment.
struct account_snapshot {
  std::vector<namespace_snapshot> namespaces;  // ascending by id
  std::vector<left_out_namespace> left_out;    // ascending by id
  std::vector<std::string> warnings;           // about the account as a whole, one line each
  completeness data = completeness::unknown;
  std::optional<utc_minute> minute;  // the newest seen
  int metrics_calls = 0;
  int scrapes_compared = 0;  // answers that were the last reading's but for values and times, and were only compared
  int ops_calls = 0;
};

}  // namespace headroom

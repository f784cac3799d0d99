#pragma once

#include <optional>
#include <string>
#include <vector>

#include "headroom/base/money.h"
#include "headroom/base/result.h"
#include "headroom/base/strong.h"
#include "headroom/json/json.h"
#include "headroom/json/json_writer.h"
#include "headroom/model/recommendation.h"

namespace headroom::report {

// One element of BulkCapacityAnalysisWorkflow's result, as it travels in the payload: the original project's seven
// fields, then ours, which its clients ignore. Ours are few and short: 5,000 rows must stay below a payload's 2 MB.
struct namespace_recommendation {
  namespace_id id;                                    // "namespace"
  double action_limit = 0;                            // 0 where it is unknown: never null
  double action_count = 0;                            // 0 where it is unknown: never null
  int recommended_trus = 0;                           // 0 for On-Demand
  std::string current_capacity_mode = "unknown";      // "provisioned", "on-demand", "unknown"
  std::optional<int> current_trus;                    // null for On-Demand
  std::string recommended_capacity_mode = "unknown";  // as the current one
  std::optional<verdict> state;                       // "state"; empty: answered by another program
  std::optional<confidence> trust;                    // "confidence"
  std::optional<double> throttled_aps;                // "throttled_aps"; absent: unknown
  std::optional<usd_micros> change_per_month;         // "change_usd_per_month"; absent: unknown
  std::string reason;                                 // in a few words

  friend bool operator==(const namespace_recommendation&, const namespace_recommendation&) = default;
};

[[nodiscard]] namespace_recommendation to_namespace_recommendation(const recommendation& advice);

// The row as an object, and its members but for the reason, for an object that says more.
void write_json(json_writer& out, const namespace_recommendation& row);
void write_members(json_writer& out, const namespace_recommendation& row);
[[nodiscard]] ordered_json to_json(const namespace_recommendation& row);
// Straight from the advice to the payload's element.
[[nodiscard]] ordered_json to_wire(const recommendation& advice);

// Reads one element. The seven fields must be there with the original's types (whole numbers pass for floats); ours may
// be absent and unknown fields are ignored. Errors name the field and, where it could be read, the namespace.
[[nodiscard]] result<namespace_recommendation> namespace_recommendation_from(const json& value);
// Reads the whole list.
[[nodiscard]] result<std::vector<namespace_recommendation>> namespace_recommendations_from(const json& value);

}  // namespace headroom::report

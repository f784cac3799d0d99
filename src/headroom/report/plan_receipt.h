#pragma once

#include <string>
#include <string_view>

#include "headroom/base/result.h"
#include "headroom/json/json.h"
#include "headroom/model/week_plan.h"
#include "headroom/plan/week_case.h"

namespace headroom::report {

// Where the minutes came from that a case was foretold from, and what they were.
struct history_source {
  std::string where;  // a trace's file, or the store
  utc_minute first;
  std::int64_t minutes = 0;
  std::string sha256;  // of every row's values as written with 17 digits

  friend bool operator==(const history_source&, const history_source&) = default;
};

// The proof of one plan: all that it was made from, and what came of it (docs/formats/plan-receipt.md).
struct plan_receipt {
  std::string id;           // "plan-" and the first 16 digits of inputs_hash
  std::string inputs_hash;  // SHA-256 of the inputs as JSON
  history_source history;
  plan::week_case inputs;
  ordered_json outcome;  // the plan as JSON
};

// Makes the receipt of a plan and writes its id into it.
[[nodiscard]] plan_receipt make_receipt(const plan::week_case& inputs, const history_source& history, week_plan& plan);

[[nodiscard]] ordered_json to_json(const plan_receipt& receipt);
// invalid_argument, saying which member is not as it should be; `what` names the source.
[[nodiscard]] result<plan_receipt> plan_receipt_from(const json& value, std::string_view what);

// What came of deciding again. `differences` is empty when the receipt tells the truth, bit for bit.
struct receipt_check {
  week_plan plan;                        // as decided now
  std::vector<std::string> differences;  // one sentence each
};
[[nodiscard]] result<receipt_check> check_receipt(const plan_receipt& receipt);

}  // namespace headroom::report

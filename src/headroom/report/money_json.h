#pragma once

#include "headroom/json/json.h"
#include "headroom/plan/account_money.h"

namespace headroom::report {

// The account's money line as JSON, and back: dollars a month in cents, and how many namespaces are in each state.
[[nodiscard]] ordered_json to_json(const plan::account_money& money);

// Errors name the member. Members that it does not know are ignored, counts that are absent are 0.
[[nodiscard]] result<plan::account_money> account_money_from(const json& value);

}  // namespace headroom::report

#pragma once

#include <string_view>

#include "headroom/base/result.h"
#include "headroom/json/json.h"
#include "headroom/plan/week_case.h"

namespace headroom::report {

// A case as JSON and back. Numbers are written with as many digits as they need to be read back as they were, so that
// case_from(to_json(c)) == c.
[[nodiscard]] ordered_json case_to_json(const plan::week_case& in);
[[nodiscard]] result<plan::week_case> case_from_json(const json& value, std::string_view what);

}  // namespace headroom::report

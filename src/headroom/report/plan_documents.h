#pragma once

#include <string>

#include "headroom/report/plan_report.h"

namespace headroom::report {

// RFC 4180, a row for each hour of each plan; a namespace without a plan has one row with its reason alone.
[[nodiscard]] std::string plan_csv(const plan_report& report);
// For tickets and wikis: summary, blocks, options, rails and facts of each plan.
[[nodiscard]] std::string plan_markdown(const plan_report& report);
// One page without scripts or outside parts; the week as a picture in SVG.
[[nodiscard]] std::string plan_html(const plan_report& report);

}  // namespace headroom::report

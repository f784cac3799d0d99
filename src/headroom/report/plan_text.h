#pragma once

#include <string>

#include "headroom/report/plan_report.h"
#include "headroom/report/text_style.h"

namespace headroom::report {

// Plans for a terminal: the summary, the picture of the week, the blocks with their reasons, the ranked options, what
// the guard rails did and what it all rests on.
[[nodiscard]] std::string plan_text(const plan_report& report, colour_use colours);

}  // namespace headroom::report

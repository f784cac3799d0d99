#pragma once

#include <string>

#include "headroom/model/week_plan.h"
#include "headroom/report/text_style.h"

namespace headroom::report {

// A plan as a picture for the terminal, a line for each UTC day and a column for each hour: blocks for the peak that is
// exceeded one time in ten, as a share of the hour's limit, coloured where the 99 % peak is above the limit; below it
// the capacity held, each count where it begins.
[[nodiscard]] std::string plan_picture(const week_plan& plan, colour_use colours);

}  // namespace headroom::report

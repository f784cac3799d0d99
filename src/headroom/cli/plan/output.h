#pragma once

#include <string>

#include "headroom/base/result.h"
#include "headroom/cli/plan/options.h"
#include "headroom/cli/plan/run.h"
#include "headroom/report/text_style.h"

namespace headroom::cli::plan {

// The format that this command's own -o names, else the program's. invalid_argument lists what there is.
[[nodiscard]] result<plan_format> format_of(const plan_options& asked, const global_options& global);

// Whether receipts are written out with the plans, or kept elsewhere.
enum class receipt_use : std::uint8_t { inside, elsewhere };

[[nodiscard]] std::string plan_output(const plan_run& run, plan_format as, receipt_use receipts,
                                      report::colour_use colours);

}  // namespace headroom::cli::plan

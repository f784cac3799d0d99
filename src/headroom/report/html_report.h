#pragma once

#include <string>

#include "headroom/report/account_report.h"

namespace headroom::report {

// One page that needs nothing else: no script, no fonts, no network (its own policy forbids them), readable in light
// and dark, on paper, on a phone and by a screen reader. All text is escaped.
[[nodiscard]] std::string html_report(const account_report& report);

}  // namespace headroom::report

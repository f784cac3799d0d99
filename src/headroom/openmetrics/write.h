#pragma once

#include <string>

#include "headroom/base/result.h"
#include "headroom/openmetrics/exposition.h"

namespace headroom::openmetrics {

// The text of OpenMetrics 1.0, `# EOF` included: TYPE, UNIT and HELP (the latter two when given) before the samples,
// everything in the order of `body`. Numbers take the shortest form that reads back to the same bits. parse(write(x))
// == x for every x that keeps the format's rules; write does not check them.
[[nodiscard]] std::string write_openmetrics(const exposition& body);

// The text of 0.0.4: no units and exemplars, `untyped` for unknown, whole milliseconds; a type that 0.0.4 does not have
// is written as untyped with the samples' own names as metrics.
[[nodiscard]] std::string write_prometheus(const exposition& body);

// A number as both formats and JSON's readers take it: shortest form, "NaN", "+Inf", "-Inf", "-0.0".
void append_number(std::string& out, double value);

}  // namespace headroom::openmetrics

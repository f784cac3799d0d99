#pragma once

#include <vector>

#include "headroom/plan/week_case.h"
#include "headroom/plan/week_forecast.h"

namespace headroom::plan {

// What each coming hour of a case is expected to come to under each capacity on offer, by the past hours that it may
// resemble. The ways to find those are the hours' own policy's (headroom_ways.h), as far as they reach so far ahead;
// each counts by what following it alone would have cost on the days so far, told as early as now. An hour of a known
// event goes by its past occurrences alone, or by how high someone expects it to go, and is left empty where there is
// neither; no other hour goes by an event's.
//
// `in` has its rows with On-Demand's limits already. Empty with less than a day of minutes. About 20 ms for four weeks.
[[nodiscard]] std::vector<hour_prospect> prospects_of(const week_past& past, const week_case& in);

}  // namespace headroom::plan

#pragma once

#include <map>

#include "headroom/base/result.h"
#include "headroom/model/load_history.h"
#include "headroom/store/history_reader.h"

namespace headroom::cli::history {

// Peak and mean of each clock hour that begins in the range, for the planner and for pictures. An hour of which less
// than half of the minutes are known is unknown; namespaces without a known hour are left out.
[[nodiscard]] result<std::map<namespace_id, load_history>> past_loads(store::history_reader& from, utc_hour first,
                                                                      int hours);

}  // namespace headroom::cli::history

#pragma once

#include "headroom/autopilot/bulk_analysis_request.h"
#include "headroom/temporal/common/data_converter.h"

namespace headroom::autopilot {

// The arguments of workflow and activity as they came: none, or one object. What cannot be read is invalid_argument and
// not an exception, because a workflow task that fails to decode is retried for ever.
result<bulk_analysis_request> read_analysis_arguments(const temporal::raw_args& arguments);

}  // namespace headroom::autopilot

#pragma once

#include <memory>
#include <vector>

#include "temporal/sdk/core/activity_result/activity_result.pb.h"

#include "headroom/temporal/activity/context.h"
#include "headroom/temporal/activity/interceptor.h"
#include "headroom/temporal/activity/registry.h"
#include "headroom/temporal/common/converter_options.h"

namespace temporal::detail {

// What an attempt needs beside itself.
struct activity_environment_parts {
  const activity::registry& activities;
  const std::vector<std::shared_ptr<activity::interceptor>>& interceptors;
  const converter_options& converters;
};

// Private: runs the activity of `running` on this thread to its end, and says how it ended. Never throws: whatever
// leaves user code becomes a failed, cancelled or asynchronous result.
[[nodiscard]] coresdk::activity_result::ActivityExecutionResult run_attempt(const activity_environment_parts& parts,
                                                                            activity::context& running,
                                                                            const payload_list& input);

}  // namespace temporal::detail

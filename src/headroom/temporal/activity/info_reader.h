#pragma once

#include <string>

#include "temporal/sdk/core/activity_task/activity_task.pb.h"

#include "headroom/temporal/activity/info.h"

namespace temporal::detail {

// Private: what the core says of an attempt, in the SDK's words.
[[nodiscard]] activity::info read_info(const std::string& task_token, const coresdk::activity_task::Start& start,
                                       const std::string& task_queue);

}  // namespace temporal::detail

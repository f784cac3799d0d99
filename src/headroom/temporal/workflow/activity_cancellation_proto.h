#pragma once

// Private to the SDK's .cc files.
#include "temporal/sdk/core/workflow_commands/workflow_commands.pb.h"

#include "headroom/temporal/workflow/activity_options.h"

namespace temporal::workflow::detail {

inline coresdk::workflow_commands::ActivityCancellationType to_proto(activity_cancellation c) {
  switch (c) {
    case activity_cancellation::try_cancel:
      return coresdk::workflow_commands::TRY_CANCEL;
    case activity_cancellation::wait:
      return coresdk::workflow_commands::WAIT_CANCELLATION_COMPLETED;
    case activity_cancellation::abandon:
      break;
  }
  return coresdk::workflow_commands::ABANDON;
}

}  // namespace temporal::workflow::detail

#pragma once

// Private: the enums of failures and the protocol's. Values that this SDK does not know become `other`, never an error.
#include "temporal/api/enums/v1/workflow.pb.h"

#include "headroom/temporal/common/failure.h"

namespace temporal::detail {

[[nodiscard]] api::enums::v1::RetryState to_proto(retry_state s);
[[nodiscard]] api::enums::v1::TimeoutType to_proto(timeout_type t);
[[nodiscard]] retry_state from_proto(api::enums::v1::RetryState s);
[[nodiscard]] timeout_type from_proto(api::enums::v1::TimeoutType t);

}  // namespace temporal::detail

#pragma once

// Private to the SDK's .cc files: options shared by client and workflow, as the protocol has them.
#include "temporal/api/common/v1/message.pb.h"

#include "headroom/temporal/common/payload_proto.h"
#include "headroom/temporal/common/priority.h"
#include "headroom/temporal/common/retry_policy.h"

namespace temporal::detail {

void write_proto(const retry_policy& from, api::common::v1::RetryPolicy& to);
[[nodiscard]] retry_policy read_proto(const api::common::v1::RetryPolicy& from);
void write_proto(const priority& from, api::common::v1::Priority& to);
[[nodiscard]] priority read_proto(const api::common::v1::Priority& from);

}  // namespace temporal::detail

#pragma once

#include <cstdint>

#include "sim/account.h"

#include "headroom/base/result.h"
#include "headroom/json/json.h"

namespace headroom::sim {

// UpdateNamespaceTags: `{tagsToUpsert, tagsToRemove, asyncOperationId?}`.
[[nodiscard]] result<operation> change_tags(account& cloud, live_namespace& n, const json& request,
                                            std::int64_t now_ms);

// FailoverNamespaceRegion: `{region, asyncOperationId?}`, to the region of the replica. Active and standby change
// places when the operation is fulfilled.
[[nodiscard]] result<operation> fail_over(account& cloud, live_namespace& n, const json& request, std::int64_t now_ms);

}  // namespace headroom::sim

#pragma once

#include <cstdint>

#include "sim/account.h"
#include "sim/api_version.h"
#include "sim/fault_book.h"

#include "headroom/base/result.h"
#include "headroom/json/json.h"

namespace headroom::sim {

// UpdateNamespace: `{spec, resourceVersion, asyncOperationId?}`. The whole spec is replaced; what is left out is
// cleared. In this order: an operation id that was used for the same change gives that operation again; a stale
// resourceVersion is aborted; a change under way, or a capacity request under way, is failed_precondition; a spec that
// changes nothing is invalid_argument "nothing to change". Where the service's code is not documented the choice is
// ours (docs/formats/world.md).
[[nodiscard]] result<operation> update(account& cloud, live_namespace& n, const json& request, api_version version,
                                       fault_book& faults, std::int64_t now_ms);

}  // namespace headroom::sim

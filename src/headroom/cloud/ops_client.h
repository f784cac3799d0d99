#pragma once

#include <string>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/base/strong.h"
#include "headroom/cloud/caller.h"
#include "headroom/cloud/ops_values.h"

namespace headroom::cloud {

// All namespaces of the account with their capacity, by pages of 1,000: 1 + N/1000 calls. A page token that comes back,
// or more pages than any account has, is data_loss and not an endless loop.
[[nodiscard]] result<std::vector<ops_namespace>> list_namespaces(caller& api);

[[nodiscard]] result<namespace_detail> get_namespace(caller& api, const namespace_id& id);
[[nodiscard]] result<capacity_info> get_capacity_info(caller& api, const namespace_id& id);
[[nodiscard]] result<async_operation> get_operation(caller& api, const std::string& id);
[[nodiscard]] result<identity> get_current_identity(caller& api);

}  // namespace headroom::cloud

#pragma once

#include <optional>
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

// A change of a namespace: the whole spec, since what is left out of it is cleared (spec_edit.h keeps it whole).
struct namespace_update {
  namespace_id id;
  std::string spec_json;
  std::string resource_version;    // of the reading that the spec comes from
  std::string async_operation_id;  // the same for every try of one change, so that it is made once
};

// Starts the change and gives its operation, which is to be polled. Empty: the API says that there is nothing to
// change. aborted or invalid_argument may mean that the resource version is stale: read the namespace again and
// compare.
[[nodiscard]] result<std::optional<async_operation>> update_namespace(caller& api, const namespace_update& what);

}  // namespace headroom::cloud

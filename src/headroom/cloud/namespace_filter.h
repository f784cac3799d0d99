#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/base/strong.h"

namespace headroom::cloud {

// Which namespaces are wanted. Each entry is a glob over the full id (`orders-*.a1b2c`) or over the name without the
// account (`orders-*`). An empty list of `allow` or `only` lets all pass; `deny` wins over both.
struct namespace_filter {
  std::vector<std::string> allow;  // NAMESPACE_ALLOWLIST
  std::vector<std::string> deny;   // NAMESPACE_DENYLIST
  std::vector<std::string> only;   // what this one run was asked for

  // Why the namespace is not wanted; empty when it is.
  [[nodiscard]] std::optional<std::string> reason_against(const namespace_id& id) const;
};

[[nodiscard]] bool matches_namespace(std::string_view pattern, std::string_view id);

// What the lists name and nobody has, as warnings, with the nearest name. When a whole list of `allow` or `only`
// matches none of `ids` (and there are any), the run would do nothing: not_found.
[[nodiscard]] result<std::vector<std::string>> check_filter(const namespace_filter& filter,
                                                            std::span<const std::string_view> ids);

}  // namespace headroom::cloud

#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "headroom/base/result.h"
#include "headroom/plan/policy.h"

namespace headroom::plan {

// Makes a fresh policy; cheap, and may be called from several threads.
using policy_maker = std::function<std::unique_ptr<policy>(const policy_setting&)>;

// Names of the policies that need no knowledge of the future, ours first.
[[nodiscard]] std::span<const std::string_view> policy_names();

// Reads `name` or `name:key=value,key=value`, as in `target-tracking:target=0.55`. An unknown name or key is
// invalid_argument, with the nearest one suggested and all that there are listed.
[[nodiscard]] result<policy_maker> find_policy(std::string_view text);

// The same, made at once.
[[nodiscard]] result<std::unique_ptr<policy>> make_policy(std::string_view text, const policy_setting& setting = {});

// The error for a name that is none of `names`.
[[nodiscard]] error unknown_policy(std::string_view name, std::span<const std::string_view> names);

}  // namespace headroom::plan

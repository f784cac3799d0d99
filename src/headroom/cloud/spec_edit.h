#pragma once

#include <string>
#include <string_view>

#include "headroom/base/result.h"
#include "headroom/model/capacity.h"

namespace headroom::cloud {

// The namespace's spec with only its capacity replaced, for the update that replaces the whole spec: every other byte
// stays as it was sent, fields that nobody here knows and numbers as they were written included. A spec without
// `capacitySpec` (or `capacity_spec`) gets one at its end. invalid_argument: no JSON object, or the capacity is in it
// twice.
[[nodiscard]] result<std::string> replace_capacity_spec(std::string_view spec_json, const capacity& wanted);

// {"onDemand":{}} or {"provisioned":{"value":4}}.
[[nodiscard]] std::string capacity_spec_json(const capacity& wanted);

}  // namespace headroom::cloud

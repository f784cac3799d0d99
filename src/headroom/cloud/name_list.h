#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "headroom/base/result.h"

namespace headroom::cloud {

// A list in one environment variable: comma-separated with blanks ignored, or a JSON list of strings, or empty.
// Something that begins as a JSON list and is none is invalid_argument; `variable` names it in the message.
[[nodiscard]] result<std::vector<std::string>> parse_name_list(std::string_view text, std::string_view variable);

}  // namespace headroom::cloud

#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "headroom/base/result.h"

namespace headroom {

using json = nlohmann::json;                  // members in the order of their names
using ordered_json = nlohmann::ordered_json;  // members in the order they were written

// Reads one JSON text. Errors name line and column and what was expected; `what` names the source in the message.
// Nesting beyond 200 levels is refused.
[[nodiscard]] result<json> parse_json(std::string_view text, std::string_view what);

// How command output is written: two blanks of indent, UTF-8 kept, invalid UTF-8 replaced, never a throw.
[[nodiscard]] std::string to_pretty_text(const ordered_json& value);
[[nodiscard]] std::string to_compact_text(const ordered_json& value);

}  // namespace headroom

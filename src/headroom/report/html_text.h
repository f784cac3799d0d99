#pragma once

#include <string>
#include <string_view>

namespace headroom::report {

// Text for an element's content or a quoted attribute: & < > " ' become entities, and what a terminal would not print
// (control bytes, invalid UTF-8, direction overrides) becomes visible first.
[[nodiscard]] std::string html_text(std::string_view text);

}  // namespace headroom::report

#pragma once

#include <string>
#include <string_view>

#include "headroom/report/account_report.h"

namespace headroom::report {

// GitHub-flavoured Markdown for issues, wikis and chat: a table for each state that has rows, the sentences below.
[[nodiscard]] std::string markdown_report(const account_report& report);

// Text that Markdown shows as it is: its marks and HTML are escaped, line ends become visible.
[[nodiscard]] std::string markdown_text(std::string_view text);

}  // namespace headroom::report

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::report {

// Columns that a text takes on a terminal: two for East Asian wide characters and emoji, none for combining marks. The
// text is valid UTF-8 without control characters (escape_for_terminal makes it so).
[[nodiscard]] std::size_t display_width(std::string_view text);

// The text cut to at most `columns`, the last of them an ellipsis where something was cut.
[[nodiscard]] std::string cut_end(std::string_view text, std::size_t columns);
// The same with the middle left out, for names whose ends matter.
[[nodiscard]] std::string cut_middle(std::string_view text, std::size_t columns);

// The text in lines of at most `columns` (0: one line), broken at blanks where there are any.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t columns);

// Filled up with blanks to `columns`; longer texts stay as they are.
[[nodiscard]] std::string pad_right(std::string text, std::size_t columns);
[[nodiscard]] std::string pad_left(std::string text, std::size_t columns);

}  // namespace headroom::report

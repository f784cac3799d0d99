#include "headroom/openmetrics/text_fault.h"

#include <algorithm>
#include <fmt/format.h>

#include "headroom/base/text.h"

namespace headroom::openmetrics {

text_error locate(const fault& found, std::string_view body) {
  const auto before = body.substr(0, std::min(found.offset, body.size()));
  const auto last_feed = before.rfind('\n');
  const auto line_start = last_feed == std::string_view::npos ? 0 : last_feed + 1;
  return {.line = static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1,
          .column = before.size() - line_start + 1,
          .message = found.message};
}

error to_error(const text_error& found) {
  return {error_code::invalid_argument, fmt::format("{}:{}: {}", found.line, found.column, found.message)};
}

std::string shown(std::string_view bytes) {
  constexpr std::size_t longest = 60;
  if (bytes.size() <= longest) return fmt::format("\"{}\"", escape_for_terminal(bytes));
  // Cut before a character, not inside one.
  std::size_t cut = longest;
  while (cut > 0 && (static_cast<unsigned char>(bytes[cut]) & 0xC0U) == 0x80U) --cut;
  return fmt::format("\"{}...\" ({} bytes)", escape_for_terminal(bytes.substr(0, cut)), bytes.size());
}

}  // namespace headroom::openmetrics

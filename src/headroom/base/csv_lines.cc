#include "headroom/base/csv_lines.h"

#include <algorithm>
#include <fmt/format.h>

#include "headroom/base/text.h"

namespace headroom {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr std::size_t shown_bytes = 60;

}  // namespace

csv_lines::csv_lines(std::string_view csv, std::string_view file) : rest_(csv), file_(file) {
  if (rest_.starts_with(byte_order_mark)) rest_.remove_prefix(byte_order_mark.size());
}

result<void> csv_lines::read_header(std::string_view header) {
  const auto expected = [&] { return fmt::format("the header '{}'", header); };
  if (rest_.empty()) return bad("an empty file", expected());
  const auto first = next_line();
  if (first != header) return bad(quoted(first), expected());
  return {};
}

std::optional<std::string_view> csv_lines::next_row() {
  if (rest_.empty()) return std::nullopt;
  const auto line = next_line();
  if (line.empty() && rest_.empty()) return std::nullopt;
  return line;
}

std::string_view csv_lines::next_line() {
  ++line_;
  const auto end = rest_.find('\n');
  std::string_view line = rest_.substr(0, end);
  rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::unexpected<error> csv_lines::bad(std::string_view seen, std::string_view expected) const {
  return fail(error_code::invalid_argument,
              fmt::format("{}:{}: saw {}, expected {}", file_, std::max<std::int64_t>(line_, 1), seen, expected));
}

std::string csv_lines::quoted(std::string_view text) {
  return fmt::format("'{}'", escape_for_terminal(text.substr(0, shown_bytes)));
}

}  // namespace headroom

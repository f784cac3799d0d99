#include "headroom/json/json.h"

#include <algorithm>
#include <fmt/format.h>

#include "headroom/base/text.h"

namespace headroom {
namespace {

constexpr int depth_max = 200;

std::string place_of(std::string_view text, std::size_t offset) {
  const auto before = text.substr(0, std::min(offset, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const auto line_start = before.rfind('\n');
  return fmt::format("{}:{}", line, before.size() - (line_start == std::string_view::npos ? 0 : line_start + 1) + 1);
}

// Counts nesting without building anything, so that a body of brackets cannot exhaust the stack.
bool too_deep(std::string_view text) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > depth_max) return true;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return false;
}

}  // namespace

result<json> parse_json(std::string_view text, std::string_view what) {
  if (too_deep(text)) {
    return fail(error_code::invalid_argument,
                fmt::format("{}: nested deeper than {} levels, expected JSON", what, depth_max));
  }
  try {
    return json::parse(text);
  } catch (const json::parse_error& e) {
    const std::size_t offset = e.byte > 0 ? e.byte - 1 : 0;
    return fail(error_code::invalid_argument,
                fmt::format("{}:{}: saw '{}', expected JSON", what, place_of(text, offset),
                            escape_for_terminal(text.substr(std::min(offset, text.size()), 40))));
  } catch (const json::exception& e) {  // a number out of range
    return fail(error_code::invalid_argument, fmt::format("{}: {}", what, escape_for_terminal(e.what())));
  }
}

std::string to_pretty_text(const ordered_json& value) {
  return value.dump(2, ' ', false, ordered_json::error_handler_t::replace);
}

std::string to_compact_text(const ordered_json& value) {
  return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace headroom

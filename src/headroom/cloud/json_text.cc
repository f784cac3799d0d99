#include "headroom/cloud/json_text.h"

#include <algorithm>
#include <optional>

namespace headroom::cloud {
namespace {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr bool is_separator(char c) { return c == '_' || c == '-' || c == ' '; }

// What stands before `end` in a text that folds to something that ends with it; empty when it does not.
std::optional<std::string_view> before_folded_end(std::string_view text, std::string_view end) {
  for (; !end.empty(); text.remove_suffix(1)) {
    if (text.empty()) return std::nullopt;
    if (lower(text.back()) == end.back()) {
      end.remove_suffix(1);
    } else if (!is_separator(text.back())) {
      return std::nullopt;
    }
  }
  return text;
}

}  // namespace

std::string fold_name(std::string_view name) {
  std::string out;
  out.reserve(name.size());
  for (const char c : name) {
    if (!is_separator(c)) out += lower(c);
  }
  return out;
}

bool means(std::string_view written, std::string_view value) {
  const auto prefix = before_folded_end(written, value);
  if (!prefix) return false;
  const bool bare = std::ranges::all_of(*prefix, is_separator);
  return bare || before_folded_end(*prefix, "state") || fold_name(*prefix).starts_with("state");
}

}  // namespace headroom::cloud

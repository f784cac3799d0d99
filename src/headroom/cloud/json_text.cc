#include "headroom/cloud/json_text.h"

#include <algorithm>

namespace headroom::cloud {
namespace {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::string fold_name(std::string_view name) {
  std::string out;
  out.reserve(name.size());
  for (const char c : name) {
    if (c != '_' && c != '-' && c != ' ') out += lower(c);
  }
  return out;
}

bool detail::same_folded(std::string_view name, std::string_view folded) {
  std::size_t at = 0;
  for (const char c : name) {
    if (c == '_') continue;
    if (at == folded.size() || lower(c) != folded[at]) return false;
    ++at;
  }
  return at == folded.size();
}

bool means_folded(std::string_view folded, std::string_view value) {
  if (!folded.ends_with(value)) return false;
  const std::string_view prefix = folded.substr(0, folded.size() - value.size());
  return prefix.empty() || prefix.starts_with("state") || prefix.ends_with("state");
}

}  // namespace headroom::cloud

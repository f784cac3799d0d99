#include "headroom/http/message.h"

#include <algorithm>

namespace headroom::http {
namespace {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::string_view to_string(method verb) { return verb == method::post ? "POST" : "GET"; }

bool same_header_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<std::string_view> response::find_header(std::string_view name) const {
  for (const header& h : headers) {
    if (same_header_name(h.name, name)) return h.value;
  }
  return std::nullopt;
}

}  // namespace headroom::http

#pragma once

#include <string>
#include <string_view>

namespace headroom::cloud {

// proto3 JSON comes as lowerCamelCase from some hands and as snake_case from others: both fold to the same letters.
// "next_page_token" and "nextPageToken" become "nextpagetoken"; "STATE_IN_PROGRESS" and "StateInProgress"
// "stateinprogress".
[[nodiscard]] std::string fold_name(std::string_view name);

namespace detail {

// A letter in lower case. Other characters of names have that bit already, but for '_', which is left out before.
constexpr char folded_letter(char c) { return static_cast<char>(c | 0x20); }

}  // namespace detail

// The same comparison without a copy; `folded` is what fold_name would give. Nearly every name differs in its first
// letter: this is asked some twenty times for each member of a large answer, so it is inlined.
[[nodiscard]] inline bool names_field(std::string_view name, std::string_view folded) {
  std::size_t at = 0;
  for (const char c : name) {
    if (at < folded.size() && detail::folded_letter(c) == folded[at]) {
      ++at;
    } else if (c != '_') {
      return false;
    }
  }
  return at == folded.size() && !folded.empty();
}

// Whether an enum's text, as it was written, means `value` ("inprogress"), with or without a prefix such as STATE_ or
// RESOURCE_STATE_.
[[nodiscard]] bool means(std::string_view written, std::string_view value);

}  // namespace headroom::cloud

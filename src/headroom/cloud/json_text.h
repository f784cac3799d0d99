#pragma once

#include <string>
#include <string_view>

namespace headroom::cloud {

// proto3 JSON comes as lowerCamelCase from some hands and as snake_case from others: both fold to the same letters.
// "next_page_token" and "nextPageToken" become "nextpagetoken"; "STATE_IN_PROGRESS" and "StateInProgress"
// "stateinprogress".
[[nodiscard]] std::string fold_name(std::string_view name);

namespace detail {
[[nodiscard]] bool same_folded(std::string_view name, std::string_view folded);
}  // namespace detail

// The same comparison without a copy; `folded` is what fold_name would give. Nearly every name differs in its first
// letter, which is looked at here: this is asked some twenty times for each member of a large answer.
[[nodiscard]] inline bool names_field(std::string_view name, std::string_view folded) {
  if (name.size() < folded.size() || folded.empty()) return false;
  const bool may_be = (name.front() | 0x20) == folded.front() || name.front() == '_';
  return may_be && detail::same_folded(name, folded);
}

// Whether an enum's folded text means `value` ("inprogress"), with or without a prefix such as STATE_ or
// RESOURCE_STATE_.
[[nodiscard]] bool means_folded(std::string_view folded, std::string_view value);

}  // namespace headroom::cloud

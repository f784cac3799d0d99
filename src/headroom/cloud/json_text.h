#pragma once

#include <array>
#include <cstddef>
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
  if (name.empty() || folded.empty()) return false;
  if (detail::folded_letter(name.front()) != folded.front() && name.front() != '_') return false;
  std::size_t at = 0;
  for (const char c : name) {
    if (at < folded.size() && detail::folded_letter(c) == folded[at]) {
      ++at;
    } else if (c != '_') {
      return false;
    }
  }
  return at == folded.size();
}

// A field's name as protobuf's JSON writes it, and folded.
template <std::size_t Size>
struct field_name {
  std::array<char, Size> usual{};
  std::array<char, Size> folded{};

  consteval field_name(const char (&text)[Size]) {  // a literal stands for its name
    for (std::size_t i = 0; i + 1 < Size; ++i) {
      usual[i] = text[i];
      folded[i] = detail::folded_letter(text[i]);
    }
  }
};

// names_field for a literal in lowerCamelCase. That spelling is compared first, in a few instructions, since its length
// is known: a list of 30,000 namespaces asks this a million times.
template <field_name Name>
[[nodiscard]] bool names(std::string_view name) {
  constexpr std::string_view usual(Name.usual.data(), Name.usual.size() - 1);
  constexpr std::string_view folded(Name.folded.data(), Name.folded.size() - 1);
  return name == usual || names_field(name, folded);
}

// Whether an enum's text, as it was written, means `value` ("inprogress"), with or without a prefix such as STATE_ or
// RESOURCE_STATE_.
[[nodiscard]] bool means(std::string_view written, std::string_view value);

}  // namespace headroom::cloud

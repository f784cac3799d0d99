#include "headroom/base/toml_guard.h"

#include <cstdint>
#include <fmt/format.h>

#include "headroom/base/text.h"

namespace headroom {
namespace {

enum class inside : std::uint8_t { nothing, comment, basic, literal, long_basic, long_literal };

// Where the scan is after the byte at `at`, and how many bytes that took.
struct step {
  inside now;
  std::size_t bytes;
};

step open_quote(std::string_view rest) {
  if (rest.starts_with(R"(""")")) return {inside::long_basic, 3};
  if (rest.starts_with("'''")) return {inside::long_literal, 3};
  return {rest.front() == '"' ? inside::basic : inside::literal, 1};
}

step advance(inside now, std::string_view rest) {
  const char c = rest.front();
  const bool escapes = now == inside::basic || now == inside::long_basic;
  if (escapes && c == '\\') return {now, std::size_t{rest.size() > 1 && rest[1] != '\n' ? 2U : 1U}};
  switch (now) {
    case inside::nothing:
      if (c == '#') return {inside::comment, 1};
      return c == '"' || c == '\'' ? open_quote(rest) : step{now, 1};
    case inside::comment:
      return {c == '\n' ? inside::nothing : now, 1};
    case inside::basic:
      return {c == '"' || c == '\n' ? inside::nothing : now, 1};
    case inside::literal:
      return {c == '\'' || c == '\n' ? inside::nothing : now, 1};
    case inside::long_basic:
      return rest.starts_with(R"(""")") ? step{inside::nothing, 3} : step{now, 1};
    case inside::long_literal:
      return rest.starts_with("'''") ? step{inside::nothing, 3} : step{now, 1};
  }
  return {now, 1};
}

bool beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }

std::unexpected<error> refused(std::string_view text, std::size_t at, std::string_view file) {
  std::size_t line = 1, line_start = 0;
  for (std::size_t i = 0; i < at; ++i) {
    if (text[i] != '\n') continue;
    ++line;
    line_start = i + 1;
  }
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
  return fail(error_code::invalid_argument,
              fmt::format("{}:{}:{}: saw '{}' outside of quotes, expected ASCII", file, line, at - line_start + 1,
                          escape_for_terminal(text.substr(at, end - at))));
}

}  // namespace

result<std::string> guarded_toml(std::string_view text, std::string_view file) {
  // A byte order mark is the one thing that may stand before the first key.
  constexpr std::string_view mark = "\xef\xbb\xbf";
  std::string out(text);
  inside now = inside::nothing;
  for (std::size_t i = text.starts_with(mark) ? mark.size() : 0; i < text.size();) {
    if (now == inside::nothing && beyond_ascii(text[i])) return refused(text, i, file);
    if (now == inside::comment && beyond_ascii(text[i])) out[i] = '?';
    const auto [next, bytes] = advance(now, text.substr(i));
    // An escaped letter beyond ASCII is wrong in every TOML text, and toml++ asks its table about it.
    if (bytes == 2 && beyond_ascii(text[i + 1])) return refused(text, i + 1, file);
    now = next;
    i += bytes;
  }
  return out;
}

}  // namespace headroom

#include "headroom/json/json_writer.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "headroom/json/json.h"

namespace headroom {
namespace {

// Characters that stand for themselves in a JSON text; those beyond ASCII may be invalid.
constexpr std::array<bool, 256> plain = [] {
  std::array<bool, 256> out{};
  for (std::size_t c = 0x20; c < 0x80; ++c) out[c] = c != '"' && c != '\\';
  return out;
}();

}  // namespace

void json_writer::break_line() {
  if (!pretty_) return;
  text_ += '\n';
  text_.append(2 * depth_, ' ');
}

void json_writer::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (!first_) text_ += ',';
  if (depth_ > 0) break_line();
  first_ = false;
}

void json_writer::begin(char bracket) {
  separate();
  text_ += bracket;
  ++depth_;
  first_ = true;
}

void json_writer::end(char bracket) {
  --depth_;
  if (!first_) break_line();
  text_ += bracket;
  first_ = false;
}

void json_writer::key(std::string_view name) {
  separate();
  append_quoted(name);
  text_ += pretty_ ? ": " : ":";
  after_key_ = true;
}

void json_writer::scalar(std::string_view text) {
  separate();
  text_ += text;
}

void json_writer::value(std::string_view text) {
  separate();
  append_quoted(text);
}

void json_writer::value(double number) {
  std::array<char, 64> room;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled below
  // As the tree's texts are written, to the byte.
  const char* const end = nlohmann::detail::to_chars(room.data(), room.data() + room.size(), number);
  scalar({room.data(), static_cast<std::size_t>(end - room.data())});
}

void json_writer::value(std::int64_t number) {
  std::array<char, 24> room;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled below
  const auto written = std::to_chars(room.data(), room.data() + room.size(), number);
  scalar({room.data(), static_cast<std::size_t>(written.ptr - room.data())});
}

void json_writer::append_quoted(std::string_view text) {
  if (!std::ranges::all_of(text, [](char c) { return plain[static_cast<unsigned char>(c)]; })) {
    text_ += to_compact_text(std::string(text));
    return;
  }
  text_ += '"';
  text_ += text;
  text_ += '"';
}

}  // namespace headroom

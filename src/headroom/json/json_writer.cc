#include "headroom/json/json_writer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <utility>

#include "headroom/json/json.h"

namespace headroom {
namespace {

// Characters that stand for themselves in a JSON text; those beyond ASCII may be invalid.
constexpr std::array<bool, 256> plain = [] {
  std::array<bool, 256> out{};
  for (std::size_t c = 0x20; c < 0x80; ++c) out[c] = c != '"' && c != '\\';
  return out;
}();

// Whether one of eight characters does not stand for itself.
bool has_special(std::uint64_t eight) {
  constexpr std::uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;
  const auto zero_byte = [](std::uint64_t word) { return (word - ones) & ~word; };
  const std::uint64_t control = (eight - 0x20 * ones) & ~eight;
  return ((eight | control | zero_byte(eight ^ ('"' * ones)) | zero_byte(eight ^ ('\\' * ones))) & tops) != 0;
}

std::uint64_t eight_at(const char* at) {
  std::uint64_t out = 0;
  std::memcpy(&out, at, sizeof out);
  return out;
}

bool is_plain(std::string_view text) {
  if (text.size() < 8) return std::ranges::all_of(text, [](char c) { return plain[static_cast<unsigned char>(c)]; });
  for (std::size_t at = 0; at + 8 < text.size(); at += 8) {
    if (has_special(eight_at(text.data() + at))) return false;
  }
  return !has_special(eight_at(text.data() + text.size() - 8));  // may overlap what was seen
}

// A whole number that double holds exactly and JSON libraries write without an exponent. Not -0.0.
bool is_short_whole(double number) {
  return std::abs(number) < 1e15 && number == std::trunc(number) && (number != 0 || !std::signbit(number));
}

}  // namespace

char* json_writer::room(std::size_t bytes) {
  if (text_.size() - used_ < bytes) text_.resize(std::max({used_ + bytes, 2 * text_.size(), std::size_t{4096}}));
  return text_.data() + used_;
}

char* json_writer::break_line(char* at) const {
  if (!pretty_) return at;
  *at++ = '\n';
  return std::fill_n(at, 2 * depth_, ' ');
}

char* json_writer::separate(char* at) {
  if (after_key_) {
    after_key_ = false;
    return at;
  }
  if (!first_) *at++ = ',';
  first_ = false;
  return depth_ > 0 ? break_line(at) : at;
}

void json_writer::begin(char bracket) {
  char* at = separate(room(1 + separator_max()));
  *at++ = bracket;
  written_to(at);
  ++depth_;
  first_ = true;
}

void json_writer::end(char bracket) {
  char* at = room(1 + separator_max());
  --depth_;
  if (!first_) at = break_line(at);
  *at++ = bracket;
  written_to(at);
  first_ = false;
}

void json_writer::key(std::string_view name) {
  quoted(name);
  char* at = room(2);
  *at++ = ':';
  if (pretty_) *at++ = ' ';
  written_to(at);
  after_key_ = true;
}

void json_writer::scalar(std::string_view text) {
  char* const at = separate(room(text.size() + separator_max()));
  written_to(std::ranges::copy(text, at).out);
}

void json_writer::value(std::string_view text) { quoted(text); }

void json_writer::value(double number) {
  std::array<char, 64> digits;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled below
  char* const begin = digits.data();
  char* end = begin;
  if (is_short_whole(number)) {
    end = std::to_chars(begin, begin + digits.size(), static_cast<std::int64_t>(number)).ptr;
    *end++ = '.';
    *end++ = '0';
  } else {
    end = nlohmann::detail::to_chars(begin, begin + digits.size(),
                                     number);  // as the tree's texts are written, to the byte
  }
  scalar({begin, static_cast<std::size_t>(end - begin)});
}

void json_writer::value(std::int64_t number) {
  std::array<char, 24> digits;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled below
  const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  scalar({digits.data(), static_cast<std::size_t>(written.ptr - digits.data())});
}

void json_writer::quoted(std::string_view text) {
  if (!is_plain(text)) return scalar(to_compact_text(std::string(text)));
  char* at = separate(room(text.size() + 2 + separator_max()));
  *at++ = '"';
  at = std::ranges::copy(text, at).out;
  *at++ = '"';
  written_to(at);
}

void json_writer::end_line() {
  char* at = room(1);
  *at++ = '\n';
  written_to(at);
  first_ = true;
}

std::string json_writer::take() && {
  text_.resize(used_);
  return std::move(text_);
}

}  // namespace headroom

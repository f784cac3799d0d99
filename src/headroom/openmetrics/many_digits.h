#pragma once

#include <cstdint>
#include <cstring>

#include "headroom/openmetrics/nearest_double.h"

namespace headroom::openmetrics {

// Reads the decimal digits at a text's beginning, eight at a time. Eight bytes beyond them must be readable.
class digit_reader {
 public:
  // Adds up to `most` digits to `value`, and says how many.
  static unsigned take(const char*& at, unsigned most, std::uint64_t& value) {
    unsigned taken = 0;
    for (std::uint64_t word = 0; taken + 8 <= most && are_eight(word = word_at(at)); taken += 8, at += 8)
      value = value * 100'000'000 + value_of_eight(word);
    for (; taken < most && is_one(*at); ++taken, ++at) value = value * 10 + static_cast<std::uint64_t>(*at - '0');
    return taken;
  }
  static void skip(const char*& at) {
    while (are_eight(word_at(at))) at += 8;
    while (is_one(*at)) ++at;
  }
  static bool is_one(char c) { return c >= '0' && c <= '9'; }

 private:
  static std::uint64_t word_at(const char* at) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    return word;
  }
  // The upper half of each byte is 3, also after adding 6.
  static bool are_eight(std::uint64_t word) {
    constexpr std::uint64_t upper = 0xF0F0F0F0F0F0F0F0;
    const auto differs = (word & upper) ^ 0x3030303030303030U;
    const auto carries = ((word + 0x0606060606060606U) & upper) ^ 0x3030303030303030U;
    return (differs | carries) == 0;
  }
  // The first digit stands in the lowest byte. Pairs, fours and all eight are put together by multiplications.
  static std::uint64_t value_of_eight(std::uint64_t word) {
    word = (word & 0x0F0F0F0F0F0F0F0FU) * 2561U >> 8U;
    word = (word & 0x00FF00FF00FF00FFU) * 6553601U >> 16U;
    return (word & 0x0000FFFF0000FFFFU) * 42949672960001U >> 32U;
  }
};

// A real number of any length, where its first 19 digits decide: the next larger one of 19 digits must have the same
// nearest double, so that those behind them do not matter. Where it ends, or null for what is none or in doubt.
inline const char* read_many_digits(const char* at, double& value) {
  constexpr unsigned most = 19;  // fit into 64 bits
  const bool negative = *at == '-';
  at += negative || *at == '+' ? 1 : 0;
  const char* const begin = at;
  while (*at == '0') ++at;
  std::uint64_t digits = 0;
  auto taken = digit_reader::take(at, most, digits);
  const char* const taken_end = at;
  digit_reader::skip(at);
  std::int32_t exponent = static_cast<std::int32_t>(at - taken_end);
  std::ptrdiff_t length = at - begin;
  if (*at == '.') {
    const char* const fraction = ++at;
    if (taken == 0) {
      while (*at == '0') ++at;
    }
    taken += digit_reader::take(at, most - taken, digits);
    if (taken_end == fraction - 1) exponent = -static_cast<std::int32_t>(at - fraction);
    digit_reader::skip(at);
    length += at - fraction;
  }
  constexpr std::ptrdiff_t longest = 1000;
  if (length == 0 || length > longest) return nullptr;
  if (*at == 'e' || *at == 'E') {
    const bool below = at[1] == '-';
    at += below || at[1] == '+' ? 2 : 1;
    std::uint64_t size = 0;
    const auto count = digit_reader::take(at, 4, size);
    if (count == 0) return nullptr;
    exponent += below ? -static_cast<std::int32_t>(size) : static_cast<std::int32_t>(size);
  }
  if (*at != ' ' && *at != '\n') return nullptr;
  double larger = 0;
  if (!nearest_double(digits, exponent, value)) return nullptr;
  if (taken == most && (!nearest_double(digits + 1, exponent, larger) || larger != value)) return nullptr;
  if (negative) value = -value;
  return at;
}

}  // namespace headroom::openmetrics

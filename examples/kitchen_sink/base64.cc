#include "base64.h"

#include <cstddef>
#include <cstdint>
#include <stdexcept>

namespace kitchen_sink {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

temporal::bytes bytes_from_base64(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  temporal::bytes out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const auto digit = alphabet.find(c);
    if (digit == std::string_view::npos) throw std::runtime_error("$bytes takes base64");
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    count += 6;
    if (count >= 8) {
      count -= 8;
      out.push_back(static_cast<std::byte>(bits >> count & 0xff));
    }
  }
  return out;
}

std::string base64_of(const temporal::bytes& bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      bits = bits << 8 | (i + k < bytes.size() ? std::to_integer<std::uint32_t>(bytes[i + k]) : 0);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      const bool used = i + k < bytes.size() + 1;
      out += used ? alphabet[bits >> (18 - 6 * k) & 63] : '=';
    }
  }
  return out;
}

}  // namespace kitchen_sink

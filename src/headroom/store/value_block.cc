#include "headroom/store/value_block.h"

#include <algorithm>
#include <array>
#include <bit>

#include "headroom/store/little_endian.h"
#include "headroom/store/scrape_frame.h"
#include "headroom/store/value_unit.h"

namespace headroom::store {
namespace {

// unit (1 byte), width in bits (1 byte), smallest code (8 bytes), codes. A code is the integer plus one; 0 is unknown.
constexpr std::size_t header_bytes = 10;
constexpr std::array units{value_unit::milli, value_unit::micro};
constexpr int width_max = 57;  // so that a code that starts anywhere in a byte fits in 64 bits

struct integer_codes {
  std::array<std::uint64_t, block_values> code{};
  std::uint64_t least = 0;
  std::uint64_t most = 0;
};

bool codes_in(value_unit unit, std::span<const double> values, integer_codes& out) {
  out.least = ~std::uint64_t{0};
  out.most = 0;
  bool exact = true;
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::int64_t n = -1;
    exact &= to_integer(values[i], unit, n) || !is_known(values[i]);
    if (!is_known(values[i])) n = -1;
    out.code[i] = static_cast<std::uint64_t>(n + 1);
    out.least = std::min(out.least, out.code[i]);
    out.most = std::max(out.most, out.code[i]);
  }
  return exact;
}

void append_header(std::vector<std::byte>& bytes, value_unit unit, int width, std::uint64_t least) {
  bytes.push_back(static_cast<std::byte>(unit));
  bytes.push_back(static_cast<std::byte>(width));
  append_le(bytes, least);
}

std::size_t packed_bytes(std::size_t count, int width) { return (count * static_cast<std::size_t>(width) + 7) / 8; }

void append_codes(std::vector<std::byte>& bytes, std::span<const std::uint64_t> codes, std::uint64_t least, int width) {
  const std::size_t start = bytes.size();
  const std::size_t length = packed_bytes(codes.size(), width);
  bytes.resize(start + length + 8);
  std::byte* at = bytes.data() + start;
  std::uint64_t pending = 0;
  int pending_bits = 0;
  for (const std::uint64_t code : codes) {
    const std::uint64_t difference = code - least;
    pending |= difference << pending_bits;
    pending_bits += width;
    if (pending_bits >= 64) {
      store_le(at, pending);
      at += 8;
      pending_bits -= 64;
      pending = pending_bits == 0 ? 0 : difference >> (width - pending_bits);
    }
  }
  store_le(at, pending);
  bytes.resize(start + length);
}

void append_raw(std::vector<std::byte>& bytes, std::span<const double> values) {
  append_header(bytes, value_unit::raw, 64, 0);
  for (const double value : values) append_le(bytes, std::bit_cast<std::uint64_t>(value));
}

bool read_raw(std::span<const std::byte> bytes, std::span<double> values) {
  if (bytes.size() != header_bytes + values.size() * 8) return false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = std::bit_cast<double>(load_le<std::uint64_t>(bytes.data() + header_bytes + 8 * i));
  }
  return true;
}

// A window of 8 bytes, the last ones filled up with zeros.
std::uint64_t window(std::span<const std::byte> bytes, std::size_t at) {
  if (at + 8 <= bytes.size()) return load_le<std::uint64_t>(bytes.data() + at);
  std::array<std::byte, 8> last{};
  std::ranges::copy(bytes.subspan(std::min(at, bytes.size())), last.begin());
  return load_le<std::uint64_t>(last.data());
}

}  // namespace

void append_block(std::vector<std::byte>& bytes, std::span<const double> values) {
  integer_codes codes;
  for (const value_unit unit : units) {
    if (!codes_in(unit, values, codes)) continue;
    const auto width = static_cast<int>(std::bit_width(codes.most - codes.least));
    append_header(bytes, unit, width, codes.least);
    append_codes(bytes, std::span(codes.code).first(values.size()), codes.least, width);
    return;
  }
  append_raw(bytes, values);
}

bool read_block(std::span<const std::byte> bytes, std::span<double> values) {
  if (bytes.size() < header_bytes) return false;
  const auto unit = static_cast<value_unit>(bytes[0]);
  const int width = std::to_integer<int>(bytes[1]);
  const auto least = load_le<std::uint64_t>(bytes.data() + 2);
  if (unit == value_unit::raw) return width == 64 && read_raw(bytes, values);
  if (std::ranges::find(units, unit) == units.end() || width > width_max) return false;
  if (bytes.size() != header_bytes + packed_bytes(values.size(), width)) return false;
  const auto packed = bytes.subspan(header_bytes);
  const std::uint64_t mask = (std::uint64_t{1} << width) - 1;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t bit = i * static_cast<std::size_t>(width);
    const std::uint64_t code = least + ((window(packed, bit / 8) >> (bit % 8)) & mask);
    if (code > static_cast<std::uint64_t>(integer_max)) return false;
    values[i] = code == 0 ? unknown_value : value_of(static_cast<std::int64_t>(code) - 1, unit);
  }
  return true;
}

}  // namespace headroom::store

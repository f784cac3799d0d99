#include "headroom/store/shared_table.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace headroom::store {
namespace {

// Of more symbols than these the frequencies themselves are always worth their bits, and finding a shape is not free.
constexpr std::uint64_t shaped_symbols_max = 60'000;

int gamma_bits(std::uint64_t n) { return 2 * static_cast<int>(std::bit_width(n)) - 1; }

// Of 1 to 2048.
double bits_of_frequency(std::uint16_t frequency) {
  static const auto table = [] {
    std::array<double, frequency_sum + 1> bits{};
    for (std::size_t i = 1; i < bits.size(); ++i) bits[i] = frequency_bits - std::log2(static_cast<double>(i));
    return bits;
  }();
  return table[frequency];
}

}  // namespace

double bits_under(const frequency_table& table, std::span<const std::uint32_t, symbol_count> counts) {
  double bits = 0;
  for (std::size_t i = 0; i < symbol_count; ++i) {
    if (counts[i] == 0) continue;
    if (table.frequency[i] == 0) return std::numeric_limits<double>::infinity();
    bits += counts[i] * bits_of_frequency(table.frequency[i]);
  }
  return bits;
}

double bits_of(const shared_table& table) {
  if (!table.any()) return 1;
  if (table.shape) return 2 + shape_bits;
  double bits = 2;
  int gap = 1;
  for (const std::uint16_t frequency : table.frequency.frequency) {
    if (frequency > 0) bits += gamma_bits(static_cast<std::uint64_t>(std::exchange(gap, 0))) + gamma_bits(frequency);
    ++gap;
  }
  return bits;
}

shared_table shared_table::of(std::span<const std::uint32_t, symbol_count> counts) {
  const auto total = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
  if (total == 0) return {};
  const shared_table written{frequency_table::of(counts), {}};
  if (total > shaped_symbols_max) return written;
  const table_shape shape = fit_shape(counts);
  const shared_table shaped{table_of(shape), shape};
  const auto all_bits = [&](const shared_table& table) { return bits_of(table) + bits_under(table.frequency, counts); };
  return all_bits(shaped) < all_bits(written) ? shaped : written;
}

void shared_table::write(bit_writer& bits) const {
  bits.bits(any(), 1);
  if (!any()) return;
  bits.bits(shape.has_value(), 1);
  if (shape) {
    shape->write(bits);
  } else {
    frequency.write(bits);
  }
}

bool shared_table::read(bit_reader& bits, int chunk_version) {
  if (bits.bits(1) == 0) return true;
  const bool shaped = chunk_version >= 2 && bits.bits(1) != 0;
  if (!shaped) return frequency.read(bits);
  shape.emplace();
  return shape->read(bits);
}

}  // namespace headroom::store

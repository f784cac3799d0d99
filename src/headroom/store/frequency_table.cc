#include "headroom/store/frequency_table.h"

#include <algorithm>
#include <numeric>

namespace headroom::store {

frequency_table frequency_table::of(std::span<const std::uint32_t, symbol_count> counts) {
  frequency_table table;
  const auto total = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
  std::int64_t given = 0;
  for (std::size_t i = 0; i < symbol_count; ++i) {
    if (counts[i] == 0) continue;
    const std::uint64_t share = (std::uint64_t{counts[i]} * frequency_sum + total / 2) / total;
    table.frequency[i] = static_cast<std::uint16_t>(std::max<std::uint64_t>(1, share));
    given += table.frequency[i];
  }
  // What rounding gave too much or too little is the commonest's, whom it hurts least.
  while (given > frequency_sum) {
    auto& most = *std::ranges::max_element(table.frequency);
    const std::int64_t less = std::min<std::int64_t>(given - frequency_sum, std::max(1, most / 8));
    most = static_cast<std::uint16_t>(most - less);
    given -= less;
  }
  auto& most = *std::ranges::max_element(table.frequency);
  most = static_cast<std::uint16_t>(most + (frequency_sum - given));
  return table;
}

bool frequency_table::any() const {
  return std::ranges::any_of(frequency, [](std::uint16_t many) { return many > 0; });
}

void frequency_table::write(bit_writer& bits) const {
  std::uint64_t gap = 1;
  std::uint32_t left = frequency_sum;
  for (std::size_t i = 0; left > 0; ++i, ++gap) {
    if (frequency[i] == 0) continue;
    bits.gamma(gap);
    bits.gamma(frequency[i]);
    left -= frequency[i];
    gap = 0;
  }
}

bool frequency_table::read(bit_reader& bits) {
  frequency = {};
  std::uint64_t place = 0;
  std::uint64_t left = frequency_sum;
  while (left > 0) {
    place += bits.gamma();
    const std::uint64_t many = bits.gamma();
    if (!bits.good() || place > symbol_count || many > left) return false;
    frequency[place - 1] = static_cast<std::uint16_t>(many);
    left -= many;
  }
  return true;
}

void fill_decode_table(const frequency_table& from, decode_table& to) {
  std::size_t at = 0;
  for (std::size_t symbol = 0; symbol < symbol_count; ++symbol) {
    const std::uint16_t many = from.frequency[symbol];
    for (std::uint16_t i = 0; i < many; ++i) {
      to.places[at] = {many, i};
      to.symbols[at++] = static_cast<std::uint8_t>(symbol);
    }
  }
}

}  // namespace headroom::store

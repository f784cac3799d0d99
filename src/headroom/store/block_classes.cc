#include "headroom/store/block_classes.h"

#include <algorithm>
#include <cmath>

namespace headroom::store {
namespace {

constexpr int rounds = 4;
constexpr std::size_t learned_from_max = 1024;  // blocks; more do not change the tables
constexpr double bytes_per_table = 20000;       // of coded figures, for which one more table pays

using counts = std::array<std::uint32_t, symbol_count>;

struct class_counts {
  counts after_busy{};
  counts after_zero{};
};

// Bits for each symbol in each class; the classes beside each other, so that all are summed at once.
struct class_costs {
  std::array<std::array<std::array<float, 16>, symbol_count>, 2> bits{};
};

void count_block(const class_block& block, class_counts& into) {
  bool after_zero = block.after_zero;
  for (const coded_residual& code : block.codes) {
    ++(after_zero ? into.after_zero : into.after_busy)[code.symbol];
    after_zero = code.symbol == zero_symbol;
  }
}

std::uint8_t plain_class(const class_block& block) {
  const std::uint8_t first = block.codes[0].symbol;
  if (first > exact_symbol) return first_table_class;
  const bool same =
      std::ranges::all_of(block.codes, [first](const coded_residual& code) { return code.symbol == first; });
  return !same ? first_table_class : first == zero_symbol ? all_zero_class : all_exact_class;
}

double spread(const class_block& block) {
  double sum = 0;
  for (const coded_residual& code : block.codes) sum += code.symbol;
  return sum;
}

void set_costs(const counts& counted, std::size_t which, std::array<std::array<float, 16>, symbol_count>& costs) {
  double total = 0;
  // A symbol that was not seen among the blocks learned from may be among the rest.
  constexpr double unseen = 0.02;
  for (const std::uint32_t count : counted) total += count + unseen;
  for (std::size_t symbol = 0; symbol < symbol_count; ++symbol) {
    costs[symbol][which] = static_cast<float>(std::log2(total / (counted[symbol] + unseen)));
  }
}

std::size_t cheapest(const class_block& block, const class_costs& costs, std::size_t classes) {
  std::array<float, 16> sum{};
  bool after_zero = block.after_zero;
  for (const coded_residual& code : block.codes) {
    const auto& bits = costs.bits[after_zero][code.symbol];
    for (std::size_t i = 0; i < 16; ++i) sum[i] += bits[i];
    after_zero = code.symbol == zero_symbol;
  }
  return static_cast<std::size_t>(std::min_element(sum.begin(), sum.begin() + static_cast<std::ptrdiff_t>(classes)) -
                                  sum.begin());
}

class_costs costs_of(std::span<const class_counts> learned) {
  class_costs costs;
  for (std::size_t i = 0; i < learned.size(); ++i) {
    set_costs(learned[i].after_busy, i, costs.bits[0]);
    set_costs(learned[i].after_zero, i, costs.bits[1]);
  }
  return costs;
}

std::size_t classes_for(std::span<const class_block> blocks) {
  class_counts all;
  double bits = 0;
  for (const class_block& block : blocks) {
    count_block(block, all);
    for (const coded_residual& code : block.codes) bits += alphabet::values.extra[code.symbol];
  }
  const auto total = static_cast<double>(blocks.size() * blocks[0].codes.size());
  for (std::size_t i = 0; i < symbol_count; ++i) {
    const double count = all.after_busy[i] + all.after_zero[i];
    if (count > 0) bits += count * std::log2(total / count);
  }
  return std::clamp<std::size_t>(static_cast<std::size_t>(bits / 8 / bytes_per_table), 1, table_classes_max);
}

// Every n-th block, by spread: the first classes are the quantiles.
std::vector<class_counts> learn(std::span<const class_block> blocks, std::size_t classes) {
  std::vector<class_block> sample;
  const std::size_t stride = (blocks.size() + learned_from_max - 1) / learned_from_max;
  for (std::size_t i = 0; i < blocks.size(); i += stride) sample.push_back(blocks[i]);
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t i = 0; i < sample.size(); ++i) order.emplace_back(spread(sample[i]), i);
  std::ranges::sort(order);
  std::vector<class_counts> learned(classes);
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    count_block(sample[order[rank].second], learned[rank * classes / order.size()]);
  }
  for (int round = 0; round < rounds && classes > 1; ++round) {
    const class_costs costs = costs_of(learned);
    std::ranges::fill(learned, class_counts{});
    for (const class_block& block : sample) count_block(block, learned[cheapest(block, costs, classes)]);
  }
  return learned;
}

bool any(const counts& counted) {
  return std::ranges::any_of(counted, [](std::uint32_t count) { return count > 0; });
}

block_class tables_of(const class_counts& counted) {
  block_class made;
  if (any(counted.after_busy)) made.after_busy = frequency_table::of(counted.after_busy);
  if (any(counted.after_zero)) made.after_zero = frequency_table::of(counted.after_zero);
  return made;
}

}  // namespace

classified_blocks classify(std::span<const class_block> blocks) {
  classified_blocks classified;
  std::vector<class_block> coded;
  for (const class_block& block : blocks) {
    classified.class_of.push_back(plain_class(block));
    if (classified.class_of.back() == first_table_class) coded.push_back(block);
  }
  if (coded.empty()) return classified;
  const std::size_t classes = classes_for(coded);
  const class_costs costs = costs_of(learn(coded, classes));
  std::vector<class_counts> counted(classes);
  std::vector<std::size_t> chosen;
  for (const class_block& block : coded) {
    chosen.push_back(cheapest(block, costs, classes));
    count_block(block, counted[chosen.back()]);
  }
  // Classes that nobody chose are left out.
  std::vector<std::uint8_t> number(classes);
  for (std::size_t i = 0; i < classes; ++i) {
    if (!any(counted[i].after_busy) && !any(counted[i].after_zero)) continue;
    number[i] = static_cast<std::uint8_t>(first_table_class + classified.tables.size());
    classified.tables.push_back(tables_of(counted[i]));
  }
  auto next = chosen.begin();
  for (std::uint8_t& one : classified.class_of) {
    if (one == first_table_class) one = number[*next++];
  }
  return classified;
}

}  // namespace headroom::store

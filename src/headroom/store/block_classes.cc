#include "headroom/store/block_classes.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom::store {
namespace {

constexpr int rounds = 4;
constexpr std::size_t learned_from_max = 1024;  // blocks; more do not change the tables
constexpr double bytes_per_table = 20000;       // of coded figures, for which one more written table pays
constexpr std::size_t learned_classes_max = 12;
// Up to so many blocks, numbers of classes are tried out; it takes a few times as long.
constexpr std::size_t tried_blocks_max = 1200;

using counts = std::array<std::uint32_t, symbol_count>;

struct class_counts {
  counts after_busy{};
  counts after_zero{};
};

// Bits for each symbol in each class; the classes beside each other, so that all are summed at once.
struct class_costs {
  std::array<std::array<std::array<float, table_classes_max>, symbol_count>, 2> bits{};
};

bool any(const counts& counted) {
  return std::ranges::any_of(counted, [](std::uint32_t count) { return count > 0; });
}

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
  for (const coded_residual& code : block.codes) sum += alphabet::values.loudness[code.symbol];
  return sum;
}

void set_costs(const counts& counted, std::size_t which,
               std::array<std::array<float, table_classes_max>, symbol_count>& costs) {
  double total = 0;
  // A symbol that was not seen among the blocks learned from may be among the rest.
  constexpr double unseen = 0.02;
  for (const std::uint32_t count : counted) total += count + unseen;
  for (std::size_t symbol = 0; symbol < symbol_count; ++symbol) {
    costs[symbol][which] = static_cast<float>(std::log2(total / (counted[symbol] + unseen)));
  }
}

void set_costs(const shared_table& table, std::size_t which,
               std::array<std::array<float, table_classes_max>, symbol_count>& costs) {
  constexpr float unseen_bits = 16;
  for (std::size_t symbol = 0; symbol < symbol_count; ++symbol) {
    const std::uint16_t frequency = table.frequency.frequency[symbol];
    costs[symbol][which] =
        frequency == 0 ? unseen_bits : static_cast<float>(frequency_bits - std::log2(static_cast<double>(frequency)));
  }
}

std::size_t cheapest(const class_block& block, const class_costs& costs, std::size_t classes) {
  std::array<float, table_classes_max> sum{};
  bool after_zero = block.after_zero;
  for (const coded_residual& code : block.codes) {
    const auto& bits = costs.bits[after_zero][code.symbol];
    for (std::size_t i = 0; i < table_classes_max; ++i) sum[i] += bits[i];
    after_zero = code.symbol == zero_symbol;
  }
  return static_cast<std::size_t>(std::min_element(sum.begin(), sum.begin() + static_cast<std::ptrdiff_t>(classes)) -
                                  sum.begin());
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
  return std::clamp<std::size_t>(static_cast<std::size_t>(bits / 8 / bytes_per_table), 1, learned_classes_max);
}

// Two tables only where the minutes after a zero are worth one of their own: reading is faster with one.
block_class tables_of(const class_counts& counted) {
  counts both{};
  for (std::size_t i = 0; i < symbol_count; ++i) both[i] = counted.after_busy[i] + counted.after_zero[i];
  if (!any(counted.after_zero)) return {shared_table::of(both), {}};
  const block_class two{shared_table::of(counted.after_busy), shared_table::of(counted.after_zero)};
  const block_class one{shared_table::of(both), {}};
  const double bits_of_two = bits_of(two.after_busy) + bits_of(two.after_zero) +
                             bits_under(two.after_busy.frequency, counted.after_busy) +
                             bits_under(two.after_zero.frequency, counted.after_zero);
  const double bits_of_one = bits_of(one.after_busy) + bits_under(one.after_busy.frequency, both);
  constexpr double worth_it = 0.998;
  return bits_of_two < worth_it * bits_of_one ? two : one;
}

// The costs of classes as they would be written: few figures say little about a table, much about its shape.
class_costs written_costs(std::span<const class_counts> learned) {
  class_costs costs;
  for (std::size_t i = 0; i < learned.size(); ++i) {
    const block_class tables = tables_of(learned[i]);
    set_costs(tables.after_busy, i, costs.bits[0]);
    set_costs(tables.after_zero.any() ? tables.after_zero : tables.after_busy, i, costs.bits[1]);
  }
  return costs;
}

class_costs costs_of(std::span<const class_counts> learned, bool few) {
  if (few) return written_costs(learned);
  class_costs costs;
  for (std::size_t i = 0; i < learned.size(); ++i) {
    set_costs(learned[i].after_busy, i, costs.bits[0]);
    set_costs(learned[i].after_zero, i, costs.bits[1]);
  }
  return costs;
}

// Every n-th block, by spread: the first classes are the quantiles.
std::vector<class_counts> learn(std::span<const class_block> blocks, std::size_t classes, bool few) {
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
    const class_costs costs = costs_of(learned, few);
    std::ranges::fill(learned, class_counts{});
    for (const class_block& block : sample) count_block(block, learned[cheapest(block, costs, classes)]);
  }
  return learned;
}

// The blocks in so many classes or fewer, and the bits that all of it takes.
struct division {
  std::vector<block_class> tables;
  std::vector<std::uint8_t> class_of;
  double bits = 0;
};

double bits_of_changes(std::span<const std::uint8_t> class_of) {
  std::array<std::uint32_t, symbol_count> changes{};
  for (std::size_t i = 0; i < class_of.size(); ++i)
    ++changes[i > 0 && class_of[i] == class_of[i - 1] ? 0 : 1 + class_of[i]];
  double bits = 0;
  for (const std::uint32_t many : changes) {
    if (many > 0) bits += many * std::log2(static_cast<double>(class_of.size()) / many);
  }
  return bits;
}

division divide(std::span<const class_block> blocks, std::size_t classes, bool few) {
  const class_costs costs = costs_of(learn(blocks, classes, few), few);
  std::vector<class_counts> counted(classes);
  std::vector<std::size_t> chosen;
  for (const class_block& block : blocks) {
    chosen.push_back(cheapest(block, costs, classes));
    count_block(block, counted[chosen.back()]);
  }
  // Classes that nobody chose are left out.
  division made;
  std::vector<std::uint8_t> number(classes);
  for (std::size_t i = 0; i < classes; ++i) {
    if (!any(counted[i].after_busy) && !any(counted[i].after_zero)) continue;
    number[i] = static_cast<std::uint8_t>(first_table_class + made.tables.size());
    made.tables.push_back(tables_of(counted[i]));
    const block_class& tables = made.tables.back();
    const shared_table& after_zero = tables.after_zero.any() ? tables.after_zero : tables.after_busy;
    made.bits += bits_of(tables.after_busy) + bits_of(tables.after_zero) +
                 bits_under(tables.after_busy.frequency, counted[i].after_busy) +
                 bits_under(after_zero.frequency, counted[i].after_zero);
  }
  for (const std::size_t one : chosen) made.class_of.push_back(number[one]);
  made.bits += bits_of_changes(made.class_of);
  return made;
}

division best_division(std::span<const class_block> blocks, search_effort effort) {
  if (effort == search_effort::quick || blocks.size() > tried_blocks_max)
    return divide(blocks, classes_for(blocks), false);
  division best{{}, {}, std::numeric_limits<double>::infinity()};
  for (std::size_t classes = 1; classes <= std::min(table_classes_max, blocks.size()); classes *= 2) {
    division one = divide(blocks, classes, true);
    if (one.bits < best.bits) best = std::move(one);
  }
  return best;
}

}  // namespace

classified_blocks classify(std::span<const class_block> blocks, search_effort effort) {
  classified_blocks classified;
  std::vector<class_block> coded;
  for (const class_block& block : blocks) {
    classified.class_of.push_back(plain_class(block));
    if (classified.class_of.back() == first_table_class) coded.push_back(block);
  }
  if (coded.empty()) return classified;
  division divided = best_division(coded, effort);
  classified.tables = std::move(divided.tables);
  auto next = divided.class_of.begin();
  for (std::uint8_t& one : classified.class_of) {
    if (one == first_table_class) one = *next++;
  }
  return classified;
}

}  // namespace headroom::store

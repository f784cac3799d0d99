#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "headroom/store/residual_alphabet.h"
#include "headroom/store/shared_table.h"

namespace headroom::store {

// Blocks of 60 minutes that are alike share the frequencies of their symbols, so that quiet hours and busy ones, even
// loads and bursting ones are each coded by what they are like, and the tables are paid once for a few hundred
// namespaces. A class has two tables: one after a minute of zero, one after any other; where only one of them is there,
// it is used after both.
struct block_class {
  shared_table after_busy;
  shared_table after_zero;
};

// Classes that need no table: all zero, all as expected.
inline constexpr std::uint8_t all_zero_class = 0;
inline constexpr std::uint8_t all_exact_class = 1;
inline constexpr std::uint8_t first_table_class = 2;
inline constexpr std::size_t table_classes_max = 16;

// A block of minutes and whether the minute before it was zero.
struct class_block {
  std::span<const coded_residual> codes;
  bool after_zero = false;
};

struct classified_blocks {
  std::vector<block_class> tables;     // of the classes from first_table_class on
  std::vector<std::uint8_t> class_of;  // each block's
};

// How long to look for classes: a chunk of an hour is gone within a day.
enum class search_effort : std::uint8_t { quick, thorough };

// Finds the classes (Lloyd's algorithm: blocks choose the class that codes them shortest, classes take the frequencies
// of their blocks) and each block's. Deterministic.
[[nodiscard]] classified_blocks classify(std::span<const class_block> blocks, search_effort effort);

}  // namespace headroom::store

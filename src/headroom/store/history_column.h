#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "headroom/model/limit_row.h"

namespace headroom::store {

// Everything that is kept for a namespace and a minute, one column each. The numbers are part of the file format and
// are never given to another meaning; a future limit appends four.
enum class history_column : std::uint8_t {
  actions_count = 0,
  actions_limit = 1,
  actions_throttled = 2,
  actions_envelope = 3,
  requests_count = 4,
  requests_limit = 5,
  requests_throttled = 6,
  requests_envelope = 7,
  operations_count = 8,
  operations_limit = 9,
  operations_throttled = 10,
  operations_envelope = 11,
  background_actions = 12,
  standby_actions = 13,
  trus = 14,  // TRUs of a Provisioned namespace; 0 is On-Demand
};

inline constexpr std::size_t history_column_count = 15;

[[nodiscard]] constexpr std::size_t index_of(history_column column) { return static_cast<std::size_t>(column); }

// The four figures of a limit row.
enum class row_figure : std::uint8_t { count, limit, throttled, envelope };

[[nodiscard]] constexpr history_column column_of(limit_kind row, row_figure figure) {
  return static_cast<history_column>(static_cast<int>(row) * 4 + static_cast<int>(figure));
}

[[nodiscard]] std::string_view to_string(history_column column);  // "actions_count", ..., "trus"

// The column of that name; empty when there is none.
[[nodiscard]] std::optional<history_column> column_named(std::string_view name);

// All of them, in the order of their numbers.
[[nodiscard]] std::array<history_column, history_column_count> all_columns();

}  // namespace headroom::store

#include "headroom/store/history_column.h"

namespace headroom::store {
namespace {

constexpr std::array<std::string_view, history_column_count> names{
    "actions_count",        "actions_limit",       "actions_throttled",  "actions_envelope", "requests_count",
    "requests_limit",       "requests_throttled",  "requests_envelope",  "operations_count", "operations_limit",
    "operations_throttled", "operations_envelope", "background_actions", "standby_actions",  "trus"};

}  // namespace

std::string_view to_string(history_column column) { return names.at(index_of(column)); }

std::optional<history_column> column_named(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<history_column>(i);
  }
  return std::nullopt;
}

std::array<history_column, history_column_count> all_columns() {
  std::array<history_column, history_column_count> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<history_column>(i);
  return all;
}

}  // namespace headroom::store

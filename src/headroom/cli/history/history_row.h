#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "headroom/base/time.h"
#include "headroom/model/namespace_snapshot.h"
#include "headroom/store/scrape_frame.h"

namespace headroom::cli::history {

// What a file says of one namespace in one minute. NaN is unknown: the file has no such figure.
struct history_row {
  utc_minute minute;
  namespace_id id;
  std::optional<completeness> data;             // empty: the file does not say
  std::optional<std::int64_t> arrived_unix_ms;  // empty: the file does not say
  std::array<double, store::history_column_count> figures = unknown_figures();

  [[nodiscard]] double& operator[](store::history_column column) { return figures[index_of(column)]; }
  [[nodiscard]] double operator[](store::history_column column) const { return figures[index_of(column)]; }

  static constexpr std::array<double, store::history_column_count> unknown_figures() {
    std::array<double, store::history_column_count> out{};
    out.fill(store::unknown_value);
    return out;
  }
};

// Why a figure cannot be taken: "saw -3 in actions_count, expected ..."; empty when it can.
[[nodiscard]] std::optional<std::string> why_absurd(store::history_column column, double value);
// The same of a minute, seen from now: nobody has measured the future.
[[nodiscard]] std::optional<std::string> why_absurd(utc_minute minute, utc_minute now);

// "complete", "limited", ...; empty for anything else.
[[nodiscard]] std::optional<completeness> completeness_named(std::string_view name);

}  // namespace headroom::cli::history

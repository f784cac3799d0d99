#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "headroom/cloud/point_table.h"

namespace headroom::cloud {

// When a sample is too old, or too far ahead of the clock, to say anything about now. The endpoint serves the window of
// three minutes ago, so ten minutes leave room for trouble on its side.
struct time_window {
  std::int64_t now_unix_ms = 0;
  std::chrono::milliseconds oldest{std::chrono::minutes(10)};
  std::chrono::milliseconds farthest_ahead{std::chrono::minutes(5)};
};

// A number read from samples, or why there is none. Neither value nor fault: no sample at all.
struct figure {
  std::optional<double> value;
  std::string fault;                 // one line, without the metric's name
  std::int64_t newest_ms = no_time;  // of the samples that were used
};

// The points of one namespace and metric that count one side's work.
[[nodiscard]] std::span<const point> of_side(std::span<const point> points, side whose);

// The sum over the series, each at its newest minute; a sample that is there twice counts once. One NaN, infinite or
// negative value, one stale or future sample, or two values for one series and minute make the whole sum unknown.
[[nodiscard]] figure sum_of(std::span<const point> points, const time_window& window);

// One value that holds for the whole namespace, such as a limit. Regions may differ for a moment: the one of `region`
// (an index of the table, 0 when not known) decides, else the least, which never promises more than there is.
[[nodiscard]] figure level_of(std::span<const point> points, std::uint32_t region, const time_window& window);

// A value on which all series must agree, such as the TRUs.
[[nodiscard]] figure agreed_of(std::span<const point> points, const time_window& window);

}  // namespace headroom::cloud

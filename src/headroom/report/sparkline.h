#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headroom/model/load_history.h"

namespace headroom::report {

// A history squeezed into at most `columns` points of equal time, oldest first, each the highest of its steps: a peak
// is never lost. Empty: no step of it is known. Shorter histories keep their own number of points.
[[nodiscard]] std::vector<std::optional<double>> squeeze(const load_history& history, std::size_t columns);

// One of eight block characters for value / top in [0, 1]; a blank for unknown, the lowest block for 0.
[[nodiscard]] std::string_view block(std::optional<double> value, double top);

// What the picture's top stands for: the highest point, but at least a twentieth of today's limit, so that a steady
// trickle is no wall of full blocks.
[[nodiscard]] double top_of(const std::vector<std::optional<double>>& points, std::optional<double> limit_aps);

// The whole line in blocks.
[[nodiscard]] std::string sparkline_text(const load_history& history, std::size_t columns,
                                         std::optional<double> limit_aps = std::nullopt);

// An inline SVG picture with a title for screen readers; `limit_aps` draws a line where it lies within the picture.
struct svg_sparkline {
  const load_history& history;
  std::optional<double> limit_aps;
  std::string title;
};
[[nodiscard]] std::string sparkline_svg(const svg_sparkline& picture);

}  // namespace headroom::report

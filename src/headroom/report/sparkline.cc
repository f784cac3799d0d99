#include "headroom/report/sparkline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

#include "headroom/report/html_text.h"

namespace headroom::report {
namespace {

constexpr std::array<std::string_view, 8> blocks{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

}  // namespace

std::vector<std::optional<double>> squeeze(const load_history& history, std::size_t columns) {
  const std::size_t steps = history.peak_aps.size();
  const std::size_t count = std::min(columns, steps);
  std::vector<std::optional<double>> out(count);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t step = i * steps / count; step < (i + 1) * steps / count; ++step) {
      const auto& peak = history.peak_aps[step];
      if (peak && std::isfinite(*peak)) out[i] = std::max(out[i].value_or(0), *peak);
    }
  }
  return out;
}

double top_of(const std::vector<std::optional<double>>& points, std::optional<double> limit_aps) {
  double top = limit_aps && std::isfinite(*limit_aps) ? *limit_aps / 20 : 0;
  for (const auto& p : points) top = std::max(top, p.value_or(0));
  return top;
}

std::string_view block(std::optional<double> value, double top) {
  if (!value) return " ";
  if (!(top > 0)) return blocks.front();
  const double level = std::clamp(*value / top, 0.0, 1.0) * static_cast<double>(blocks.size());
  return blocks[std::min(blocks.size() - 1, static_cast<std::size_t>(level))];
}

std::string sparkline_text(const load_history& history, std::size_t columns, std::optional<double> limit_aps) {
  const auto points = squeeze(history, columns);
  const double top = top_of(points, limit_aps);
  std::string out;
  for (const auto& p : points) out += block(p, top);
  return out;
}

std::string sparkline_svg(const svg_sparkline& picture) {
  constexpr double width = 140, height = 28, room = 2;
  const auto points = squeeze(picture.history, 70);
  const double top = std::max(top_of(points, picture.limit_aps), 1e-9);
  const auto y = [&](double value) { return height - room - value / top * (height - 2 * room); };
  const double step = points.size() > 1 ? width / static_cast<double>(points.size() - 1) : 0;

  // Unknown stretches break the line instead of drawing a zero.
  std::string path;
  bool pen_down = false;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (points[i])
      path += fmt::format("{}{:.1f} {:.1f}", pen_down ? "L" : "M", static_cast<double>(i) * step, y(*points[i]));
    pen_down = points[i].has_value();
  }
  std::string limit;
  if (picture.limit_aps && *picture.limit_aps <= top) {
    limit =
        fmt::format(R"(<line class="limit" x1="0" x2="{0}" y1="{1:.1f}" y2="{1:.1f}"/>)", width, y(*picture.limit_aps));
  }
  return fmt::format(R"(<svg class="spark" role="img" width="{0}" height="{1}" viewBox="0 0 {0} {1}">)"
                     R"(<title>{2}</title>{3}<path d="{4}"/></svg>)",
                     width, height, html_text(picture.title), limit, path);
}

}  // namespace headroom::report

#include "headroom/openmetrics/exposition.h"

#include <algorithm>
#include <array>

namespace headroom::openmetrics {
namespace {

constexpr std::array<std::string_view, 8> names{"unknown", "gauge",     "counter",        "stateset",
                                                "info",    "histogram", "gaugehistogram", "summary"};

}  // namespace

std::string_view to_string(metric_type type) { return names[static_cast<std::size_t>(type)]; }

std::optional<metric_type> metric_type_named(std::string_view lowercase) {
  const auto found = std::ranges::find(names, lowercase);
  if (found == names.end()) return std::nullopt;
  return static_cast<metric_type>(found - names.begin());
}

// "counter, gauge, histogram, summary, or untyped"
std::optional<metric_type> prometheus_type_named(std::string_view lowercase) {
  if (lowercase == "untyped") return metric_type::unknown;
  const auto type = metric_type_named(lowercase);
  if (type == metric_type::counter || type == metric_type::gauge || type == metric_type::histogram ||
      type == metric_type::summary) {
    return type;
  }
  return std::nullopt;
}

}  // namespace headroom::openmetrics

#include "headroom/openmetrics/sample_names.h"

#include <array>

namespace headroom::openmetrics {
namespace {

using enum sample_role;
constexpr std::array<sample_suffix, 1> plain{{{"", value}}};
constexpr std::array<sample_suffix, 1> info_suffixes{{{"_info", info}}};
constexpr std::array<sample_suffix, 2> counter_suffixes{{{"_total", total}, {"_created", created}}};
constexpr std::array<sample_suffix, 4> summary_suffixes{
    {{"", value}, {"_count", count}, {"_sum", sum}, {"_created", created}}};
constexpr std::array<sample_suffix, 4> histogram_suffixes{
    {{"_bucket", bucket}, {"_count", count}, {"_sum", sum}, {"_created", created}}};
constexpr std::array<sample_suffix, 3> gaugehistogram_suffixes{
    {{"_bucket", bucket}, {"_gcount", gcount}, {"_gsum", gsum}}};

}  // namespace

std::span<const sample_suffix> suffixes_of(metric_type type) {
  switch (type) {
    case metric_type::counter:
      return counter_suffixes;
    case metric_type::info:
      return info_suffixes;
    case metric_type::summary:
      return summary_suffixes;
    case metric_type::histogram:
      return histogram_suffixes;
    case metric_type::gaugehistogram:
      return gaugehistogram_suffixes;
    case metric_type::unknown:
    case metric_type::gauge:
    case metric_type::stateset:
      return plain;
  }
  return plain;
}

// In both lists of parts _created is the last.
std::span<const sample_suffix> prometheus_suffixes_of(metric_type type) {
  if (type == metric_type::histogram) return std::span(histogram_suffixes).first<3>();
  if (type == metric_type::summary) return std::span(summary_suffixes).first<3>();
  return plain;
}

std::optional<sample_role> role_of(std::string_view sample, std::string_view family,
                                   std::span<const sample_suffix> suffixes) {
  if (!sample.starts_with(family)) return std::nullopt;
  const auto suffix = sample.substr(family.size());
  for (const auto& known : suffixes) {
    if (suffix == known.text) return known.role;
  }
  return std::nullopt;
}

}  // namespace headroom::openmetrics

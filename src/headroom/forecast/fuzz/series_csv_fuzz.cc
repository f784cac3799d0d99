// Any bytes as series: either a reason with file and line, or series whose every value is unknown or finite.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "headroom/forecast/forecast.h"
#include "headroom/forecast/series_csv.h"

namespace {

constexpr std::size_t short_enough_to_foretell = 256;

void check_outlook(const headroom::forecast::named_series& series) {
  const auto outlook = headroom::forecast::foretell(series.values, {.horizon = 3});
  if (!outlook) return;
  for (const double v : outlook->mean) {
    if (!std::isfinite(v)) std::abort();
  }
  for (std::size_t i = 0; i < outlook->quantiles.size(); ++i) {
    const bool row_start = i % std::size(headroom::forecast::usual_levels) == 0;
    if (!std::isfinite(outlook->quantiles[i])) std::abort();
    if (!row_start && outlook->quantiles[i] < outlook->quantiles[i - 1]) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto all = headroom::forecast::parse_series_csv({reinterpret_cast<const char*>(data), size}, "f.csv");
  if (!all) {
    if (!all.error().message.starts_with("f.csv:")) std::abort();
    return 0;
  }
  if (all->empty()) std::abort();
  for (const auto& series : *all) {
    if (series.values.empty()) std::abort();
    for (const double v : series.values) {
      if (!std::isnan(v) && !std::isfinite(v)) std::abort();
    }
    if (series.values.size() <= short_enough_to_foretell) check_outlook(series);
  }
  return 0;
}

#include "headroom/forecast/blend.h"

#include <algorithm>
#include <cmath>

namespace headroom::forecast {

double rehearsed_error(std::span<const double> y, const origins& from, const path_table& paths) {
  double sum = 0;
  std::size_t count = 0;
  for (std::size_t o = 0; o < from.rehearsals(); ++o) {
    const auto path = paths.path(o);
    const std::size_t known = std::min(from.reach[o], y.size() - from.at[o]);
    for (std::size_t h = 0; h < known; ++h) sum += std::abs(y[from.at[o] + h] - path[h]);
    count += known;
  }
  return count > 0 ? sum / static_cast<double>(count) : 0;
}

path_table blend(std::span<const double> y, const origins& from, std::span<const path_table> ways, double sharpness) {
  std::vector<double> errors;
  for (const auto& way : ways) errors.push_back(rehearsed_error(y, from, way));
  const double best = *std::ranges::min_element(errors);
  double all = 0;
  std::vector<double> weights;
  for (const double e : errors) {
    // A way without any error is right; those with one then vanish.
    const double weight = e > 0 ? std::pow(best / e, sharpness) : 1;
    weights.push_back(weight);
    all += weight;
  }
  path_table out(from.at.size(), from.horizon);
  for (std::size_t i = 0; i < ways.size(); ++i) {
    const double share = weights[i] / all;
    const auto values = ways[i].all();
    for (std::size_t k = 0; k < values.size(); ++k) out.all()[k] += share * values[k];
  }
  return out;
}

}  // namespace headroom::forecast

#include "headroom/plan/decaying_histogram.h"

#include <algorithm>
#include <cmath>

namespace headroom::plan {
namespace {

constexpr double lowest_edge_aps = 0.1;
constexpr double edge_ratio = 1.05;

using edge_array = std::array<double, 280>;

const edge_array& edges() {
  static const edge_array all = [] {
    edge_array out{};
    for (std::size_t k = 0; k < out.size(); ++k)
      out[k] = lowest_edge_aps * std::pow(edge_ratio, static_cast<double>(k));
    return out;
  }();
  return all;
}

}  // namespace

void decaying_histogram::age(double minutes) {
  const double factor = std::pow(0.5, minutes / half_life_minutes_);
  for (double& w : weight_) w *= factor;
}

void decaying_histogram::add(double load_aps) {
  const auto bucket = std::lower_bound(edges().begin(), edges().end(), load_aps) - edges().begin();
  weight_[static_cast<std::size_t>(bucket)] += 1;
}

double decaying_histogram::quantile(double share) const {
  double total = 0;
  for (const double w : weight_) total += w;
  const double wanted = share * total;
  double sum = 0;
  for (std::size_t k = 0; k < edges().size(); ++k) {
    sum += weight_[k];
    if (sum >= wanted) return edges()[k];
  }
  return edges().back();
}

}  // namespace headroom::plan

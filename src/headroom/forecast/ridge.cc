#include "headroom/forecast/ridge.h"

#include <cmath>
#include <utility>

namespace headroom::forecast {
namespace {

// A column that is a sum of others would leave its coefficient free; it then stays at what the pull alone says.
constexpr double least_pivot_share = 1e-12;

}  // namespace

ridge::ridge(std::vector<double> prior)
    : size_(prior.size()), prior_(std::move(prior)), gram_(size_ * size_), moment_(size_) {}

void ridge::add(std::span<const double> row, double target, double weight) {
  for (std::size_t i = 0; i < size_; ++i) {
    const double scaled = weight * row[i];
    double* line = gram_.data() + i * size_;
    for (std::size_t j = 0; j <= i; ++j) line[j] += scaled * row[j];
    moment_[i] += scaled * target;
  }
}

std::vector<double> ridge::solve(double pull) const {
  std::vector<double> lower = gram_;
  std::vector<double> out = moment_;
  const auto at = [&](std::size_t i, std::size_t j) -> double& { return lower[i * size_ + j]; };
  for (std::size_t i = 0; i < size_; ++i) {
    const double own = pull * gram_[i * size_ + i];
    at(i, i) += own;
    out[i] += own * prior_[i];
  }
  // Cholesky, in place.
  for (std::size_t i = 0; i < size_; ++i) {
    const double whole = at(i, i);
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = at(i, j);
      for (std::size_t k = 0; k < j; ++k) sum -= at(i, k) * at(j, k);
      if (i == j) {
        at(i, i) = sum > least_pivot_share * whole ? std::sqrt(sum) : 0;
      } else {
        at(i, j) = at(j, j) > 0 ? sum / at(j, j) : 0;
      }
    }
  }
  for (std::size_t i = 0; i < size_; ++i) {
    for (std::size_t k = 0; k < i; ++k) out[i] -= at(i, k) * out[k];
    out[i] = at(i, i) > 0 ? out[i] / at(i, i) : 0;
  }
  for (std::size_t i = size_; i-- > 0;) {
    for (std::size_t k = i + 1; k < size_; ++k) out[i] -= at(k, i) * out[k];
    out[i] = at(i, i) > 0 ? out[i] / at(i, i) : 0;
  }
  return out;
}

}  // namespace headroom::forecast

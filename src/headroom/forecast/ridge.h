#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace headroom::forecast {

// Least squares with a pull towards given coefficients, from rows that come one at a time: after any number of rows the
// best coefficients can be asked for. O(p^2) a row, O(p^3) an answer.
class ridge {
 public:
  // `prior` are the coefficients towards which the answer is pulled.
  explicit ridge(std::vector<double> prior);

  void add(std::span<const double> row, double target, double weight = 1);

  // Minimises sum weight (target - row b)^2 + pull sum_j (sum weight row_j^2) (b_j - prior_j)^2. The pull is a share of
  // each column's own size, so that units do not matter.
  [[nodiscard]] std::vector<double> solve(double pull) const;

 private:
  std::size_t size_;
  std::vector<double> prior_;
  std::vector<double> gram_;    // lower triangle, row by row
  std::vector<double> moment_;  // sum weight target row
};

}  // namespace headroom::forecast

#include "headroom/plan/original_rule.h"

#include <algorithm>
#include <cmath>

namespace headroom::plan {
namespace {

// More than any account has; keeps absurd input within the integers.
constexpr double most = 1e15;

std::int64_t whole(double trus) { return static_cast<std::int64_t>(std::clamp(trus, 0.0, most)); }

}  // namespace

std::int64_t original_rule_trus(const original_rule_input& seen) {
  const std::int64_t by_limit = whole(std::floor(seen.limit_aps / 500));
  const std::int64_t current = by_limit == 1 ? 0 : by_limit;
  const double count = seen.count_aps;
  if (current == 0) return count > 500 ? std::max<std::int64_t>(2, whole(std::ceil(count / 500))) : 0;
  const double utilisation = count / (static_cast<double>(current) * 500);
  if (utilisation >= 0.8) return current + 1;
  if (count >= static_cast<double>(current - 1) * 100) return current;
  return count <= 500 ? 0 : std::max<std::int64_t>(2, whole(std::floor(count / 100)) + 1);
}

}  // namespace headroom::plan

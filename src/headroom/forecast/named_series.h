#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace headroom::forecast {

// Values at equal steps under a name. Step numbers are the user's own; value i belongs to step first_step + i.
struct named_series {
  std::string name;
  std::int64_t first_step = 0;
  std::vector<double> values;  // NaN is unknown

  [[nodiscard]] std::int64_t last_step() const { return first_step + static_cast<std::int64_t>(values.size()) - 1; }
};

}  // namespace headroom::forecast

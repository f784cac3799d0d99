#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headroom/base/result.h"

namespace headroom::store {

// What a Prometheus-compatible server answers, read strictly: what is not wholly an answer is an error that says so.

struct answer_series {
  std::string name;  // of the namespace; empty when the series has no such label
  // Unix seconds and value, ascending; NaN (also a staleness marker that a server lets through) is unknown.
  std::vector<std::pair<std::int64_t, double>> points;
};

struct range_answer {
  std::vector<answer_series> series;
  std::vector<std::string> warnings;  // of the server, one line each
};

struct range_grid {
  std::int64_t first_s = 0;
  std::int64_t end_s = 0;  // without
  std::int64_t step_s = 60;
};

// The body of /api/v1/query_range. data_loss: no JSON (an HTML page is named as such), cut, not a matrix, points that
// are off the grid that was asked for, or a partial result; invalid_argument, resource_exhausted or unavailable: what
// the server says is wrong, in its words.
[[nodiscard]] result<range_answer> read_range_answer(std::string_view body, int status, const range_grid& grid);

// The body of /api/v1/label/NAME/values.
[[nodiscard]] result<std::vector<std::string>> read_label_values(std::string_view body, int status);

}  // namespace headroom::store

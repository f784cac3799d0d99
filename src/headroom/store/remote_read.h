#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/store/minute_range.h"

namespace headroom::store {

// Prometheus' remote read (prometheus.io/docs/prometheus/latest/querying/remote_read_api, prompb/remote.proto): the
// samples as they were stored, in an answer that is a tenth of query_range's.

struct label_matcher {
  enum class kind : std::uint8_t { equal = 0, not_equal = 1, matches = 2, matches_not = 3 };
  kind how = kind::equal;
  std::string label;
  std::string value;
};

// A ReadRequest of one query, for the samples from first_ms to last_ms.
[[nodiscard]] std::string remote_read_request(const std::vector<label_matcher>& matchers, std::int64_t first_ms,
                                              std::int64_t last_ms);

struct remote_series {
  std::string name;                                      // of the namespace
  std::vector<std::pair<std::int64_t, double>> samples;  // time in ms, ascending
};

// The series of a ReadResponse; data_loss when it is none.
[[nodiscard]] result<std::vector<remote_series>> read_remote_answer(std::string_view message);

// What the query last_over_time(...[59s]) has for each minute of the range: the last sample of the minute that ends
// with it. Staleness markers are no samples; minutes without any are unknown.
[[nodiscard]] std::vector<double> minutes_of(const remote_series& series, minute_range range);

}  // namespace headroom::store

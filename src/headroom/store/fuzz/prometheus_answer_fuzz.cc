#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "headroom/store/prometheus_answer.h"

// An answer of a server that may be anything: every point that is taken lies on the grid, in order.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace headroom::store;
  if (size == 0) return 0;
  const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);
  const int status = data[0] % 2 == 0 ? 200 : 422;
  const range_grid grid{600, 6000, 60};
  static_cast<void>(read_label_values(body, status));
  const auto answer = read_range_answer(body, status, grid);
  if (!answer) return 0;
  for (const answer_series& series : answer->series) {
    std::int64_t before = 0;
    for (const auto& [time, value] : series.points) {
      if (time < grid.first_s || time >= grid.end_s || time % grid.step_s != 0 || time <= before) std::abort();
      before = time;
    }
  }
  return 0;
}

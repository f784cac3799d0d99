#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "headroom/openmetrics/text_format.h"
#include "headroom/openmetrics/text_views.h"

namespace headroom::openmetrics {

// A line of the last scrape: from the end of the sample before it up to the blank before its value, so that metadata
// lines between are in it.
struct steady_line {
  const char* text = nullptr;
  std::size_t length = 0;
};

// A walk along the lines of the last scrape in a new body.
struct steady_walk {
  const steady_line* line = nullptr;  // the next one
  const steady_line* lines_end = nullptr;
  const char* at = nullptr;  // in the new body
  double* value = nullptr;
  double* timestamp_s = nullptr;  // NaN for none
};

// The hot loop of the fast parser for one instruction set. It accepts only what it has proved valid; `doubt` means that
// the body is wrong or too odd for it, and that the reference parser must decide.
class fast_kernel {
 public:
  enum class progress : std::uint8_t { more, ended, doubt };
  static constexpr std::size_t room = 64;  // bytes that must be readable beyond its lines

  virtual ~fast_kernel() = default;
  virtual void reset(text_handler& handler, text_format format) = 0;
  // Whole lines [at, stop); `room` bytes beyond stop must be readable. `ended` when OpenMetrics'
  // `# EOF` was the last of them.
  virtual progress run(const char* at, const char* stop) = 0;
  // After the last line: false for doubt.
  [[nodiscard]] virtual bool finish() = 0;
  // False: the texts of labels have bytes beyond ASCII, which nobody has checked for being UTF-8.
  [[nodiscard]] virtual bool all_ascii() const = 0;
  // True when every sample so far was the only one of its Metric, in a family whose values know no rule: then another
  // body with the same series in the same lines is valid too, whatever its values and timestamps are.
  [[nodiscard]] virtual bool only_single_points() const = 0;
  // Goes on along the walk while its lines agree and end before `stop`, which follows a line feed; 64 bytes beyond it
  // must be readable.
  virtual void follow(steady_walk& walk, const char* stop) const = 0;
};

std::unique_ptr<fast_kernel> make_avx2_kernel();  // null when this processor cannot run it
std::unique_ptr<fast_kernel> make_portable_kernel();
std::unique_ptr<fast_kernel> best_kernel();  // the fastest that this processor can run

}  // namespace headroom::openmetrics

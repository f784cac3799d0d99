#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace headroom::sim {

// The service's number style: three decimals, as `0.067`, `500.000`; NaN for NaN.
void append_3_decimals(std::string& out, double value);
void append_integer(std::string& out, std::int64_t value);
// A label value between quotes, escaped as OpenMetrics wants it.
void append_label_value(std::string& out, std::string_view value);

// Writes OpenMetrics text sample by sample into one growing text; all samples carry one timestamp.
class exposition_writer {
 public:
  // `points_max` 0: no limit.
  exposition_writer(std::string timestamp, std::int64_t points_max)
      : timestamp_(" " + std::move(timestamp) + "\n"), points_max_(points_max) {}

  void begin_family(std::string_view name, std::string_view help);
  // `labels` is what stands between the braces. False when the sample no longer fits the limit.
  bool sample(std::string_view name, std::string_view labels, double value);
  // Takes back all that was written since the mark, if it held no samples.
  [[nodiscard]] std::size_t mark() const { return text_.size(); }
  void rewind(std::size_t mark) { text_.resize(mark); }
  void end() { text_ += "# EOF\n"; }

  [[nodiscard]] bool full() const { return full_; }
  [[nodiscard]] std::int64_t points() const { return points_; }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
  std::string timestamp_;
  std::int64_t points_max_;
  std::int64_t points_ = 0;
  bool full_ = false;
};

}  // namespace headroom::sim

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/openmetrics/exposition.h"

namespace headroom::openmetrics {

// Where Temporal Cloud's real output departs from OpenMetrics 1.0, as far as it was seen. Nothing else is let pass.
enum class tolerance : std::uint8_t {
  missing_eof,             // no `# EOF`: read, but it may have been cut
  cut_last_line,           // the last line has no line feed: left out, since its end is not known
  blank_lines,             // between families
  trailing_blanks,         // as after `gauge`
  blanks_in_labels,        // as in `{a="b", c="d"}`
  repeated_lines,          // a line with its timestamp that stands in the body already, byte for byte: left out
  millisecond_timestamps,  // above 1e11: milliseconds, not seconds
};

std::string_view to_string(tolerance kind);  // "missing_eof", ...

// Which of them to let pass; all, unless said otherwise.
struct scrape_options {
  bool missing_eof = true;  // and cut_last_line
  bool blank_lines = true;
  bool trailing_blanks = true;
  bool blanks_in_labels = true;
  bool repeated_lines = true;
  bool millisecond_timestamps = true;

  [[nodiscard]] static constexpr scrape_options strict() { return {false, false, false, false, false, false}; }
};

struct label_view {
  std::string_view name;
  std::string_view value;  // unescaped
};

struct scraped_sample {
  std::string_view name;  // as written, suffix included
  std::span<const label_view> labels;
  double value = 0;
  std::optional<double> timestamp_s;

  // The value of the label of this name; none when it is absent or empty, which are the same.
  [[nodiscard]] std::optional<std::string_view> label(std::string_view name) const;
};

struct scraped_family {
  std::string_view name;
  metric_type type = metric_type::unknown;
  std::string_view help;
  std::span<const scraped_sample> samples;
};

// One scrape, read whole. It owns what its views point to, so that the body may go. Movable.
class scrape {
 public:
  struct storage;
  explicit scrape(std::unique_ptr<storage> data);
  scrape(scrape&&) noexcept;
  scrape& operator=(scrape&&) noexcept;
  ~scrape();

  // In the order of the body; families without samples are here too.
  [[nodiscard]] std::span<const scraped_family> families() const;
  [[nodiscard]] const scraped_family* find(std::string_view family) const;  // null when it is not there
  [[nodiscard]] std::span<const tolerance> used() const;                    // in the order of the enum
  // No `# EOF`: what is absent here is unknown, not 0.
  [[nodiscard]] bool possibly_cut() const;

 private:
  std::unique_ptr<storage> data_;
};

// Reads a body of Temporal Cloud's /v1/metrics: OpenMetrics 1.0 by its every rule but for the tolerances of `options`.
// The error is invalid_argument, "LINE:COLUMN: MESSAGE", with line and column of `body` as it was given.
[[nodiscard]] result<scrape> parse_temporal(std::string_view body, const scrape_options& options = {});

}  // namespace headroom::openmetrics

#pragma once

#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "headroom/openmetrics/fast_kernel.h"
#include "headroom/openmetrics/padded_text.h"
#include "headroom/openmetrics/text_fault.h"
#include "headroom/openmetrics/text_views.h"

namespace headroom::openmetrics {

// Successive OpenMetrics scrapes of one endpoint. A scrape whose lines are those of the last one but for values and
// timestamps is only compared with it: equal text was proved valid before, and where every sample is the only one of a
// gauge or unknown, no rule binds values and timestamps but their being numbers. Anything else is parsed in full.
class steady_parser {
 public:
  steady_parser();
  explicit steady_parser(std::unique_ptr<fast_kernel> kernel);

  enum class outcome : std::uint8_t { same_series, new_series };

  // After new_series, `handler` has been restarted and has had the whole body; after same_series nothing, and values()
  // and timestamps_s() hold what is new, in the order of the samples. After an error the next scrape is parsed in full.
  [[nodiscard]] std::expected<outcome, text_error> read(std::string_view body, text_handler& handler);

  // The same without the slow parser: nothing when the fast one is in doubt. `handler` may then have had some of the
  // body. The views that it is given otherwise last until the next new_series.
  [[nodiscard]] std::optional<outcome> try_read(std::string_view body, text_handler& handler);

  [[nodiscard]] std::span<const double> values() const { return values_; }
  [[nodiscard]] std::span<const double> timestamps_s() const { return timestamps_s_; }  // NaN for none

 private:
  bool follow(std::string_view body);
  bool learn(std::string_view body, text_handler& handler);
  void forget();

  std::unique_ptr<fast_kernel> kernel_;
  padded_text text_;  // the scrape that the lines are of
  padded_text tail_;
  std::vector<steady_line> lines_;
  std::string_view ending_;  // what follows the last sample
  std::vector<double> values_;
  std::vector<double> timestamps_s_;
  bool steady_ = false;
};

}  // namespace headroom::openmetrics

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/cli/history/history_row.h"
#include "headroom/openmetrics/scrape.h"

namespace headroom::cli::history {

// How a column is written in OpenMetrics: under Temporal's own names, so that what was exported can be read by whatever
// reads Temporal's endpoint.
struct metric_form {
  store::history_column column;
  std::string_view family;
  std::string_view labels;  // beside temporal_namespace, as written: `,is_background="false"`
};
[[nodiscard]] std::vector<metric_form> metric_forms();

// What one sample says, or why it says nothing.
struct sample_meaning {
  store::history_column column;
  bool adds_up;  // series of one namespace are summed; otherwise all say the same
};
// Empty: a family or a series that is not part of a history (latencies, the standby side's requests).
[[nodiscard]] std::optional<sample_meaning> meaning_of(const openmetrics::scraped_sample& sample);

// The rows of a body with timestamps: the endpoint's own answers, recorded, or our export. Rows come by family, each
// with one figure, by namespace and minute. `complain` hears of samples without a namespace or timestamp and of absurd
// figures.
[[nodiscard]] result<std::vector<history_row>> read_openmetrics(
    std::string_view body, utc_minute now, const std::function<void(std::string_view what)>& complain);

}  // namespace headroom::cli::history

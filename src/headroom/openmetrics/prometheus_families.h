#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "headroom/openmetrics/exposition.h"
#include "headroom/openmetrics/exposition_sink.h"
#include "headroom/openmetrics/raw_line.h"

namespace headroom::openmetrics {

// Puts the lines of a 0.0.4 body into metrics ("families" here), keeps the rules between lines, and hands on what is
// read.
class prometheus_families {
 public:
  explicit prometheus_families(exposition_sink& sink) : sink_(sink) {}

  parsed<void> add(const raw_metadata& line);
  parsed<void> add(raw_sample line);
  parsed<void> finish() { return close(); }

 private:
  // What is known of the samples of a histogram or summary that share their labels but for le or quantile.
  struct distribution {
    std::size_t at = 0;
    std::optional<double> last;  // le or quantile
    std::optional<double> infinite_bucket;
    std::optional<double> count;
    std::size_t count_at = 0;
  };

  parsed<void> start(std::string_view name, std::size_t at);
  parsed<void> add_to_distribution(const raw_sample& line, std::string_view ordered_by);
  parsed<void> close();
  [[nodiscard]] bool belongs(std::string_view sample_name) const;

  exposition_sink& sink_;
  family family_;  // the open one, without its samples
  bool open_ = false;
  bool has_samples_ = false;
  std::string_view name_;
  std::bitset<2> given_;                    // by metadata_kind: TYPE, HELP
  std::unordered_set<std::string> series_;  // of the current metric
  std::unordered_map<std::string, distribution> distributions_;
  std::unordered_set<std::string> names_;  // of metrics and of samples seen
  std::unordered_set<std::string> parts_;  // x_sum, x_count and x_bucket of metrics that are over
};

}  // namespace headroom::openmetrics

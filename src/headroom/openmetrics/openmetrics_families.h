#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "headroom/openmetrics/exposition.h"
#include "headroom/openmetrics/exposition_sink.h"
#include "headroom/openmetrics/metric_grouping.h"
#include "headroom/openmetrics/raw_line.h"

namespace headroom::openmetrics {

// Puts the lines of an OpenMetrics body into families, keeps the rules between lines, and hands on what is read.
class openmetrics_families {
 public:
  explicit openmetrics_families(exposition_sink& sink) : sink_(sink) {}

  parsed<void> add(const raw_metadata& line);
  parsed<void> add(raw_sample line);
  // At `# EOF`.
  parsed<void> finish() { return close_family(); }

 private:
  parsed<void> start_family(std::string_view name, std::size_t at);
  parsed<void> set(const raw_metadata& line);
  // Before the first sample, or at the end of a family without any: what its metadata lines say together.
  parsed<void> settle_metadata();
  parsed<void> close_family();

  exposition_sink& sink_;
  family family_;  // the open one, without its samples
  bool open_ = false;
  std::string_view name_;
  std::size_t at_ = 0;
  std::size_t unit_at_ = 0;
  std::bitset<3> given_;                    // by metadata_kind
  std::optional<metric_grouping> metrics_;  // from the first sample on
  std::unordered_set<std::string_view> families_;
  std::unordered_map<std::string, std::string_view> sample_names_;  // to the family that could write them
};

}  // namespace headroom::openmetrics

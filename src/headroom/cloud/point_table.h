#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "headroom/model/namespace_snapshot.h"
#include "headroom/openmetrics/scrape.h"

namespace headroom::cloud {

// Whose work a sample counts. Only `foreground` counts against a limit.
enum class side : std::uint8_t { foreground, background, standby };

inline constexpr std::int64_t no_time = std::numeric_limits<std::int64_t>::min();

// One sample of a metric that was asked for, reduced to what the reading of it needs.
struct point {
  std::uint32_t owner = 0;  // index of the namespace
  std::uint16_t metric = 0;
  side whose = side::foreground;
  std::uint32_t region = 0;  // index into regions(); 0 is "none given"
  std::uint64_t series = 0;  // equal for equal label sets, whatever their order
  std::int64_t time_ms = no_time;
  double value = 0;
};

// The samples of one or more scrapes of the same minute, by namespace and metric. Memory: some 48 bytes a sample that
// was asked for; others only prove that their namespace was there.
class point_table {
 public:
  explicit point_table(std::vector<std::string> metrics);

  // Takes over the samples of a body. `covered` are the metrics that it was asked for and `how` how whole it is.
  void add(const openmetrics::scrape& body, std::span<const std::string> covered, completeness how);
  // Sorts; after it points_of may be called and add no more.
  void close();

  [[nodiscard]] std::span<const std::string> metrics() const { return metrics_; }
  [[nodiscard]] std::optional<std::size_t> metric_index(std::string_view name) const;
  [[nodiscard]] completeness completeness_of(std::size_t metric) const { return completeness_[metric]; }
  [[nodiscard]] bool has_points(std::size_t metric) const { return counts_[metric] > 0; }
  // Namespaces by their label, in the order of their first sample.
  [[nodiscard]] std::span<const std::string> owners() const { return owners_; }
  [[nodiscard]] std::span<const std::string> regions() const { return regions_; }
  [[nodiscard]] std::size_t size() const { return points_.size(); }
  [[nodiscard]] std::size_t samples_without_namespace() const { return strays_; }
  // By side, series, then newest first.
  [[nodiscard]] std::span<const point> points_of(std::size_t owner, std::size_t metric) const;

 private:
  struct text_hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using index_map = std::unordered_map<std::string, std::uint32_t, text_hash, std::equal_to<>>;

  static std::uint32_t intern(std::string_view name, index_map& index, std::vector<std::string>& names);
  void add_sample(const openmetrics::scraped_sample& sample, std::optional<std::uint32_t> metric);
  std::uint32_t owner_index(std::string_view name);

  std::vector<std::string> metrics_;
  index_map metric_index_;
  std::vector<completeness> completeness_;
  std::vector<bool> covered_;
  std::vector<std::size_t> counts_;
  std::vector<std::string> owners_;
  index_map owner_index_;
  std::uint32_t owner_expected_ = 0;  // families list the namespaces in one order: the next is likely the next
  std::vector<std::string> regions_;
  index_map region_index_;
  std::vector<point> points_;
  std::vector<std::size_t> starts_;
  std::size_t strays_ = 0;
};

// The less whole of two.
[[nodiscard]] completeness worse(completeness a, completeness b);

}  // namespace headroom::cloud

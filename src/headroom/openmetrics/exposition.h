#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::openmetrics {

// The types of OpenMetrics 1.0; `unknown` also stands for 0.0.4's untyped and for a family without TYPE.
enum class metric_type : std::uint8_t { unknown, gauge, counter, stateset, info, histogram, gaugehistogram, summary };

std::string_view to_string(metric_type type);                                  // "gaugehistogram", ...
std::optional<metric_type> metric_type_named(std::string_view lowercase);      // OpenMetrics' names only
std::optional<metric_type> prometheus_type_named(std::string_view lowercase);  // 0.0.4's five

struct label {
  std::string name;
  std::string value;  // unescaped

  friend bool operator==(const label&, const label&) = default;
};

struct exemplar {
  std::vector<label> labels;
  double value = 0;
  std::optional<double> timestamp_s;

  friend bool operator==(const exemplar&, const exemplar&) = default;
};

struct sample {
  std::string name;  // as written, suffix included
  std::vector<label> labels;
  double value = 0;
  std::optional<double> timestamp_s;
  std::optional<openmetrics::exemplar> exemplar;

  friend bool operator==(const sample&, const sample&) = default;
};

struct family {
  std::string name;
  metric_type type = metric_type::unknown;
  std::string help;  // unescaped; "" is the same as none
  std::string unit;
  std::vector<sample> samples;

  friend bool operator==(const family&, const family&) = default;
};

// One whole body, in its order, nothing merged or dropped.
struct exposition {
  std::vector<family> families;

  friend bool operator==(const exposition&, const exposition&) = default;
};

}  // namespace headroom::openmetrics

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "headroom/openmetrics/exposition.h"

namespace headroom::openmetrics {

// What the fast parser hands out: views, good until the handler's call returns. Values and helps are as written; see
// unescape().

struct text_label {
  std::string_view name;
  std::string_view raw_value;
};

struct text_exemplar {
  std::span<const text_label> labels;
  double value = 0;
  std::optional<double> timestamp_s;
};

struct text_sample {
  std::string_view name;
  std::string_view series;  // name and labels as written, up to the blank before the value; empty from a replay
  std::span<const text_label> labels;
  double value = 0;
  double timestamp_s = 0;
  bool has_timestamp = false;
  bool escaped = false;  // some label's value has a backslash in it
  const text_exemplar* exemplar = nullptr;
};

struct text_family {
  std::string_view name;
  metric_type type = metric_type::unknown;
  std::string_view raw_help;
  std::string_view unit;
};

// Receives a body piece by piece, in its order: each family before its samples.
class text_handler {
 public:
  virtual ~text_handler() = default;
  // What came so far does not count; everything comes again.
  virtual void on_restart() = 0;
  virtual void on_family(const text_family& family) = 0;
  virtual void on_sample(const text_sample& sample) = 0;
};

// The text that OpenMetrics' escapes stand for: \n, \" and \\; another backslash stands for itself.
std::string unescape(std::string_view raw);

}  // namespace headroom::openmetrics

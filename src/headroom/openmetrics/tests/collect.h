#pragma once

#include <optional>
#include <string>

#include "headroom/openmetrics/exposition.h"
#include "headroom/openmetrics/fast_kernel.h"
#include "headroom/openmetrics/fast_parser.h"
#include "headroom/openmetrics/text_views.h"

namespace headroom::openmetrics {

// Puts what a fast parser hands out into the form of the reference, to compare the two.
class collector final : public text_handler {
 public:
  void on_restart() override { body = {}; }
  void on_family(const text_family& one) override {
    body.families.push_back({.name = std::string(one.name),
                             .type = one.type,
                             .help = unescape(one.raw_help),
                             .unit = std::string(one.unit)});
  }
  void on_sample(const text_sample& one) override {
    sample out{.name = std::string(one.name), .labels = to_labels(one.labels), .value = one.value};
    if (one.has_timestamp) out.timestamp_s = one.timestamp_s;
    if (one.exemplar != nullptr) {
      out.exemplar = exemplar{to_labels(one.exemplar->labels), one.exemplar->value, one.exemplar->timestamp_s};
    }
    body.families.back().samples.push_back(std::move(out));
  }

  exposition body;

 private:
  static std::vector<label> to_labels(std::span<const text_label> labels) {
    std::vector<label> out;
    for (const auto& one : labels) out.push_back({std::string(one.name), unescape(one.raw_value)});
    return out;
  }
};

// What a kernel makes of a body; none for doubt.
inline std::optional<exposition> collect(fast_parser& parser, std::string_view body,
                                         text_format format = text_format::openmetrics) {
  collector all;
  if (!parser.parse(body, format, all)) return std::nullopt;
  return std::move(all.body);
}

}  // namespace headroom::openmetrics

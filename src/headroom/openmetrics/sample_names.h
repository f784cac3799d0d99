#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "headroom/openmetrics/exposition.h"

namespace headroom::openmetrics {

// What a sample is within its family, as the suffix of its name says.
enum class sample_role : std::uint8_t { value, total, created, count, sum, bucket, gcount, gsum, info };

struct sample_suffix {
  std::string_view text;
  sample_role role;
};

// The suffixes that the samples of such a family carry (OpenMetrics, "Suffixes").
std::span<const sample_suffix> suffixes_of(metric_type type);

// The same in 0.0.4, where a counter's samples carry its own name and nothing has _created.
std::span<const sample_suffix> prometheus_suffixes_of(metric_type type);

// The role of `sample` in the family `family` of type `type`; none when it does not belong to it.
std::optional<sample_role> role_of(std::string_view sample, std::string_view family,
                                   std::span<const sample_suffix> suffixes);

inline std::optional<sample_role> role_of(std::string_view sample, std::string_view family, metric_type type) {
  return role_of(sample, family, suffixes_of(type));
}

}  // namespace headroom::openmetrics

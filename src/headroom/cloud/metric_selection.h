#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "headroom/base/result.h"

namespace headroom::cloud {

// Whether every pattern is the exact name of a documented metric, so that nobody need be asked what there is.
[[nodiscard]] bool all_documented(std::span<const std::string> patterns);

// The names among `known` that the patterns (names or globs) mean, in the order of the patterns, each once. A pattern
// that matches nothing is invalid_argument with the nearest name.
[[nodiscard]] result<std::vector<std::string>> select_metrics(std::span<const std::string> patterns,
                                                              std::span<const std::string> known);

// `more` added to `metrics`, without what is there already.
void add_missing(std::vector<std::string>& metrics, std::span<const std::string> more);

}  // namespace headroom::cloud

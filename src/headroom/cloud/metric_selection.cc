#include "headroom/cloud/metric_selection.h"

#include <algorithm>
#include <fmt/format.h>

#include "headroom/base/text.h"
#include "headroom/cloud/metric_names.h"

namespace headroom::cloud {

bool all_documented(std::span<const std::string> patterns) {
  return std::ranges::all_of(patterns, [](const std::string& pattern) {
    return std::ranges::find(documented_metrics(), pattern) != documented_metrics().end();
  });
}

void add_missing(std::vector<std::string>& metrics, std::span<const std::string> more) {
  for (const std::string& name : more) {
    if (std::ranges::find(metrics, name) == metrics.end()) metrics.push_back(name);
  }
}

result<std::vector<std::string>> select_metrics(std::span<const std::string> patterns,
                                                std::span<const std::string> known) {
  std::vector<std::string> out;
  for (const std::string& pattern : patterns) {
    std::vector<std::string> matches;
    std::ranges::copy_if(known, std::back_inserter(matches),
                         [&](const std::string& name) { return glob_matches(pattern, name); });
    if (matches.empty()) {
      const std::vector<std::string_view> names(known.begin(), known.end());
      const auto near = nearest(pattern, names);
      return fail(error_code::invalid_argument,
                  fmt::format("the Metrics API has no metric '{}'{}", escape_for_terminal(pattern),
                              near ? fmt::format("; did you mean {}?", *near)
                                   : "; names look like temporal_cloud_v1_action_limit, globs are allowed"));
    }
    add_missing(out, matches);
  }
  return out;
}

}  // namespace headroom::cloud

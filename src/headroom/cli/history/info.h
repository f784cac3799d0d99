#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/cli/history/missing_minutes.h"
#include "headroom/json/json.h"
#include "headroom/store/history_reader.h"

namespace headroom::cli::history {

// What a history holds of one namespace: minutes with a known count of actions.
struct namespace_span {
  namespace_id id;
  std::optional<store::minute_range> covered;  // from the first known minute to the end of the last
  std::int64_t known_minutes = 0;
  std::int64_t missing_minutes = 0;  // unknown between first and last

  friend bool operator==(const namespace_span&, const namespace_span&) = default;
};

// What `headroom history info` says, whatever the format.
struct history_summary {
  store::history_info store;
  std::vector<missing_stretch> missing;    // minutes without any scrape, ascending
  std::vector<namespace_span> namespaces;  // ascending
  std::vector<std::string> damage;

  [[nodiscard]] std::int64_t missing_minutes() const;
};

// Reads all of the history once; `globs` choose the namespaces.
[[nodiscard]] result<history_summary> summarise(store::history_reader& from, const std::vector<std::string>& globs);

[[nodiscard]] std::string summary_text(const history_summary& all);
[[nodiscard]] ordered_json summary_json(const history_summary& all);

// "3 h 20 min", "12 days 4 h".
[[nodiscard]] std::string duration_text(std::int64_t minutes);

}  // namespace headroom::cli::history

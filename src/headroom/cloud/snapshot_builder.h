#pragma once

#include <optional>
#include <string>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/cloud/figure.h"
#include "headroom/cloud/namespace_filter.h"
#include "headroom/cloud/ops_values.h"
#include "headroom/cloud/point_table.h"
#include "headroom/model/namespace_snapshot.h"

namespace headroom::cloud {

// What the Ops API had to say: the list, or why there is none, or neither when it was not asked (no key).
struct ops_view {
  std::optional<std::vector<ops_namespace>> namespaces;
  std::optional<error> failure;
};

struct build_options {
  time_window window;
  namespace_filter filter;
  std::vector<std::string> extra_metrics;  // summed into namespace_snapshot::extra
};

// What the account is doing, from one closed table of samples and the list of the Ops API. Pure.
//
//   figure                      value                                             unknown when
//   actions count               foreground, active side, summed over series       a bad, stale or contradictory sample;
//   no background, standby aps     the other series of the same metric               sample in a scrape that is not
//   complete other counts, throttled     the same rule limits, envelopes           the active region's, else the least
//   no series, or a bad one mode and TRUs               Ops API, else the TRU metric (0: On-Demand)       neither says
//
// A count without a sample is 0 only in a complete scrape that shows another sample of the namespace (an idle minute
// has no count family at all). A namespace that the Ops API lists and the scrape does not show is left out, and so are
// those that the filter keeps away and those that are being deleted; each with its reason.
//
// Fails: unavailable (retryable) when there is no sample although the Ops API lists namespaces, or when the Ops API
// failed and no sample of the TRU metric tells the modes; not_found when the allow-list or the selection matches
// nothing.
[[nodiscard]] result<account_snapshot> build_account_snapshot(const point_table& table, const ops_view& ops,
                                                              const build_options& options);

}  // namespace headroom::cloud

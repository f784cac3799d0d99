#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/base/secret.h"
#include "headroom/cloud/metric_names.h"
#include "headroom/cloud/namespace_filter.h"
#include "headroom/http/message.h"
#include "headroom/http/retry.h"
#include "headroom/http/transport_settings.h"

namespace headroom::cloud {

// How to reach an account and what to ask it for.
struct settings {
  std::string metrics_url = "https://metrics.temporal.io";
  secret metrics_key;
  std::string ops_url = "https://saas-api.tmprl.cloud";
  secret ops_key;                           // empty: the Ops API is not asked
  std::string ops_api_version = "v0.19.1";  // pinned, as Temporal's docs advise; "" sends no header

  std::vector<std::string> metrics = namespace_metrics();  // these are asked for
  // Where `metrics` was left as it is, a small account is asked for all_row_metrics(): at 50 to 80 samples a namespace
  // they fit in one scrape. How small it is, the last list of the Ops API says, or for the first time the one under way
  // if it comes in time; 0 never asks for more.
  std::size_t all_rows_up_to_namespaces = 300;
  std::chrono::milliseconds wait_for_size{2'000};
  std::vector<std::string> extra_metrics;  // names or globs, summed into namespace_snapshot::extra
  namespace_filter filter;

  http::phase_timeouts timeouts;
  http::size_limits limits;
  http::retry_rules retries;
  std::chrono::milliseconds total{120'000};  // reading the account ends by then, whatever happens
  std::chrono::milliseconds oldest_sample{std::chrono::minutes(10)};
  int split_requests_max = 24;  // when a scrape is truncated: how many smaller ones may replace it
  // The documented bound is 30,000 samples. An answer far below it that is called `limited` is so for another reason,
  // and asking for less would only use up the budget.
  std::size_t split_from_samples = 15'000;
  std::uint64_t jitter_seed = 0;  // of the pauses between tries
};

// From TEMPORAL_CLOUD_METRICS_API_KEY, CLOUD_METRICS_API_BASE_URL, TEMPORAL_CLOUD_OPS_API_KEY (else
// TEMPORAL_CLOUD_API_KEY), CLOUD_OPS_API_BASE_URL, NAMESPACE_ALLOWLIST and NAMESPACE_DENYLIST. Empty values count as
// not set.
[[nodiscard]] result<settings> settings_from_environment(const http::environment& variables);

// Refuses what cannot work before anything is sent: no metrics key, or a URL that is none.
[[nodiscard]] result<void> check_settings(const settings& what);

}  // namespace headroom::cloud

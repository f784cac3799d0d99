#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "headroom/base/result.h"
#include "headroom/base/secret.h"
#include "headroom/http/client.h"
#include "headroom/store/history_reader.h"

namespace headroom::store {

struct prometheus_settings {
  std::string url;  // the API's base, as in http://127.0.0.1:9090 or http://vm:8428/prometheus
  secret bearer;    // empty: none
  std::int64_t now_unix_ms = 0;
  int days_back_max = 90;  // how far back info() and namespaces() look
  http::phase_timeouts timeouts;
};

// The history that the user's own Prometheus, or anything with its API (VictoriaMetrics, Thanos, Mimir), has of
// Temporal's endpoint, under Temporal's names and with its timestamps (`honor_timestamps`, which is the default). It is
// read, never written. Errors name the query: unavailable or deadline_exceeded when the server is down or slow; what it
// says itself; data_loss for answers that cannot be true. A series that only ever rises is refused as a counter, since
// Temporal's are rates. Negative and infinite values are unknown and named. An idle minute, for which Temporal has no
// count, stays unknown: how complete that scrape was is not recorded there.
[[nodiscard]] result<std::unique_ptr<history_reader>> open_prometheus_history(prometheus_settings settings,
                                                                              http::client& client);

}  // namespace headroom::store

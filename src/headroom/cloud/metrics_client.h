#pragma once

#include <optional>
#include <string>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/cloud/caller.h"
#include "headroom/model/namespace_snapshot.h"
#include "headroom/openmetrics/scrape.h"

namespace headroom::cloud {

// One answer of GET /v1/metrics, read.
struct scraped_body {
  openmetrics::scrape samples;
  completeness how = completeness::unknown;
};

// Which samples to ask for. Empty namespaces: all of the account.
struct scrape_request {
  std::vector<std::string> metrics;
  std::vector<std::string> namespaces;  // wildcards as the API takes them: `orders-*`
};

// One GET for all of it, with repeated `metrics` and `namespaces` parameters. An answer of `unknown` completeness is
// asked for up to twice more, as Temporal's docs advise, and then taken as it is.
[[nodiscard]] result<scraped_body> scrape_metrics(caller& api, const scrape_request& what);

// How whole a body is: X-Completeness, lowered to `cut` when the body has no end mark. Without the header the end mark
// decides.
[[nodiscard]] completeness completeness_of(std::optional<std::string_view> header, bool has_end_mark);

// The names that GET /v1/descriptors lists, all pages, ascending.
[[nodiscard]] result<std::vector<std::string>> list_descriptors(caller& api);

}  // namespace headroom::cloud

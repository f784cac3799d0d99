#pragma once

#include <optional>
#include <string>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/cloud/caller.h"
#include "headroom/model/namespace_snapshot.h"
#include "headroom/openmetrics/scrape_reader.h"

namespace headroom::cloud {

// One answer of GET /v1/metrics, read.
struct scraped_body {
  const openmetrics::scrape* samples = nullptr;  // its reader's: good until the next one is read
  openmetrics::scrape_reader::way way = openmetrics::scrape_reader::way::parsed;
  completeness how = completeness::unknown;
};

// Which samples to ask for. Empty namespaces: all of the account.
struct scrape_request {
  std::vector<std::string> metrics;
  std::vector<std::string> namespaces;  // wildcards as the API takes them: `orders-*`
};

// One GET for all of it, with repeated `metrics` and `namespaces` parameters. An answer of `unknown` completeness is
// asked for up to twice more, as Temporal's docs advise, and then taken as it is. `reader` is one that may have read
// answers to the same request before.
[[nodiscard]] result<scraped_body> scrape_metrics(caller& api, const scrape_request& what,
                                                  openmetrics::scrape_reader& reader);

// How whole a body is: X-Completeness, lowered to `cut` when the body has no end mark. Without the header the end mark
// decides.
[[nodiscard]] completeness completeness_of(std::optional<std::string_view> header, bool has_end_mark);

// The names that GET /v1/descriptors lists, all pages, ascending.
[[nodiscard]] result<std::vector<std::string>> list_descriptors(caller& api);

}  // namespace headroom::cloud

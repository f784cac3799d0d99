#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "headroom/cloud/metrics_client.h"

namespace headroom::cloud {

// The Metrics API truncates an answer at 30,000 samples. Two smaller requests that together ask for the same: the first
// by halves of the metrics, and for a single metric by halves of the namespaces, told apart by wildcards of their first
// letters so that the URL stays short. `ids` are all namespaces of the account; without them a single metric cannot be
// split. Empty: it cannot be made smaller.
[[nodiscard]] std::vector<scrape_request> split_request(const scrape_request& what,
                                                        std::span<const std::string_view> ids);

}  // namespace headroom::cloud

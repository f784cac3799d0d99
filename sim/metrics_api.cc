#include "sim/metrics_api.h"

#include <algorithm>
#include <charconv>

#include "sim/answer.h"
#include "sim/metric_catalogue.h"
#include "sim/scrape.h"

#include "headroom/base/text.h"

namespace headroom::sim {
namespace {

http_response metrics_page(account& cloud, const http_request& request, const std::vector<fault>& faults,
                           std::int64_t now_ms) {
  scrape_request wanted{.namespaces = request.all("namespaces"), .metrics = request.all("metrics"), .labels = {}};
  for (const std::string& label : request.all("labels")) {
    wanted.labels.activity_type |= label == "temporal_activity_type";
    wanted.labels.deployment_name |= label == "temporal_worker_deployment_name";
    wanted.labels.build_id |= label == "temporal_worker_build_id";
  }
  scrape_result scraped = scrape(cloud, wanted, faults, now_ms);
  return {.content_type = "application/openmetrics-text",
          .headers = {{"X-Completeness", std::string(scraped.completeness)}},
          .body = std::move(scraped.body)};
}

// Empty when the text is no number from `min` to `max`.
std::optional<std::size_t> count_of(const std::optional<std::string>& text, std::size_t otherwise, std::size_t min,
                                    std::size_t max) {
  if (!text) return otherwise;
  std::size_t value = 0;
  const auto [end, status] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (status != std::errc{} || end != text->data() + text->size() || value < min || value > max) return std::nullopt;
  return value;
}

http_response descriptors_page(const http_request& request) {
  const auto limit = count_of(request.one("limit"), 100, 1, 100);
  const auto offset = count_of(request.one("offset"), 0, 0, 1'000'000);
  if (!limit || !offset) return text_answer(400, "limit must be 1 to 100 and offset at least 0\n");
  const auto catalogue = metric_catalogue();
  ordered_json descriptors = ordered_json::array();
  for (std::size_t i = *offset; i < std::min(*offset + *limit, catalogue.size()); ++i) {
    descriptors.push_back({{"name", catalogue[i].name},
                           {"help", catalogue[i].help},
                           {"dimensions", split_list(catalogue[i].dimensions, ' ')}});
  }
  return json_answer({{"meta", {{"pagination", {{"total", catalogue.size()}, {"limit", *limit}, {"offset", *offset}}}}},
                      {"descriptors", std::move(descriptors)}});
}

}  // namespace

http_response answer_metrics(account& cloud, const http_request& request, const std::vector<fault>& faults,
                             std::int64_t now_ms) {
  const bool known = request.path == "/v1/metrics" || request.path == "/v1/descriptors";
  if (!known) return text_answer(404, "404 page not found\n");
  if (request.method != "GET" && request.method != "HEAD") return text_answer(405, "Method Not Allowed\n");
  return request.path == "/v1/metrics" ? metrics_page(cloud, request, faults, now_ms) : descriptors_page(request);
}

}  // namespace headroom::sim

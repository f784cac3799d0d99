#include "headroom/cloud/metrics_client.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "headroom/base/text.h"
#include "headroom/cloud/json_text.h"
#include "headroom/json/json.h"

namespace headroom::cloud {
namespace {

result<scraped_body> decode_metrics(const caller& api, const http::response& answer,
                                    openmetrics::scrape_reader& reader) {
  const std::string_view start = trim(std::string_view(answer.body).substr(0, 512));
  if (is_html(answer) || start.starts_with('{') || start.empty()) {
    return fail(not_the_api(api::metrics, api.where(), answer, api.target().key));
  }
  const auto samples = reader.read(answer.body);
  if (!samples) {
    return fail(
        error_code::data_loss,
        fmt::format("Metrics API at {}: the answer is not valid OpenMetrics, {}; it may have been cut or changed on "
                    "its way",
                    api.where(), samples.error().message),
        retryable::yes);
  }
  const completeness how = completeness_of(answer.find_header("X-Completeness"), !(*samples)->possibly_cut());
  return scraped_body{.samples = *samples, .way = reader.last_way(), .how = how};
}

http::query_parameters query_of(const scrape_request& what) {
  http::query_parameters out;
  for (const std::string& name : what.namespaces) out.emplace_back("namespaces", name);
  for (const std::string& name : what.metrics) out.emplace_back("metrics", name);
  return out;
}

// One page of {"meta": {"pagination": {"total", "limit", "offset"}}, "descriptors": [{"name", ...}]}.
struct descriptor_page {
  std::vector<std::string> names;
  std::size_t total = 0;
};

result<descriptor_page> decode_descriptors(const caller& api, const http::response& answer) {
  if (!trim(answer.body).starts_with('{'))
    return fail(not_the_api(api::metrics, api.where(), answer, api.target().key));
  auto body = parse_json(answer.body, "the list of metrics");
  if (!body) return fail(error_code::data_loss, body.error().message, retryable::yes);
  const auto list = body->find("descriptors");
  if (list == body->end() || !list->is_array()) {
    return fail(not_the_api(api::metrics, api.where(), answer, api.target().key));
  }
  descriptor_page out;
  for (const json& one : *list) {
    if (one.is_object() && one.contains("name") && one["name"].is_string()) out.names.push_back(one["name"]);
  }
  const json::json_pointer total("/meta/pagination/total");
  if (body->contains(total) && body->at(total).is_number_unsigned()) out.total = body->at(total);
  return out;
}

}  // namespace

completeness completeness_of(std::optional<std::string_view> header, bool has_end_mark) {
  if (!header) return has_end_mark ? completeness::complete : completeness::cut;
  const std::string said = fold_name(trim(*header));
  if (said == "limited") return completeness::limited;
  if (said != "complete") return completeness::unknown;
  return has_end_mark ? completeness::complete : completeness::cut;
}

result<scraped_body> scrape_metrics(caller& api, const scrape_request& what, openmetrics::scrape_reader& reader) {
  constexpr int tries_max = 3;
  constexpr std::chrono::milliseconds first_pause{1000};
  const http::query_parameters query = query_of(what);
  for (int number = 1;; ++number) {
    auto body = api.get<scraped_body>("/v1/metrics", query,
                                      [&](http::response& answer) { return decode_metrics(api, answer, reader); });
    if (!body || body->how != completeness::unknown || number == tries_max) return body;
    api.log(log_level::warning, "the Metrics API does not know whether its answer is whole; asking again");
    if (!api.pause(first_pause * number)) return body;
  }
}

result<std::vector<std::string>> list_descriptors(caller& api) {
  constexpr std::size_t page_size = 100;
  constexpr std::size_t pages_max = 20;
  std::vector<std::string> out;
  for (std::size_t page = 0; page < pages_max; ++page) {
    auto read = api.get<descriptor_page>(
        "/v1/descriptors", {{"limit", std::to_string(page_size)}, {"offset", std::to_string(page * page_size)}},
        [&](http::response& answer) { return decode_descriptors(api, answer); });
    if (!read) return fail(std::move(read).error());
    std::ranges::move(read->names, std::back_inserter(out));
    if (read->names.size() < page_size || out.size() >= read->total) break;
  }
  std::ranges::sort(out);
  out.erase(std::ranges::unique(out).begin(), out.end());
  return out;
}

}  // namespace headroom::cloud

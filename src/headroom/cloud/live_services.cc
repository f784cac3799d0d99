#include "headroom/cloud/live_services.h"

#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <utility>

#include "headroom/base/text.h"
#include "headroom/cloud/api_key.h"
#include "headroom/http/curl_client.h"
#include "headroom/http/url.h"

namespace headroom::cloud {
namespace {

constexpr const char* per_hour_variable = "HEADROOM_METRICS_REQUESTS_PER_HOUR";

result<http::quota_rules> rules_from(const http::environment& variables) {
  http::quota_rules rules;
  const auto text = variables(per_hour_variable);
  if (!text || trim(*text).empty()) return rules;
  const std::string_view digits = trim(*text);
  constexpr int most = 100'000;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), rules.requests_per_hour);
  const bool whole = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
  if (!whole || rules.requests_per_hour < 1 || rules.requests_per_hour > most) {
    return fail(error_code::invalid_argument, fmt::format("{}: saw '{}', expected a whole number from 1 to {}",
                                                          per_hour_variable, escape_for_terminal(digits), most));
  }
  rules.requests_per_hour_min = std::min(rules.requests_per_hour_min, rules.requests_per_hour);
  return rules;
}

// Where the account's budget is kept; empty where nothing can be.
std::filesystem::path budget_file(const settings& what, const http::environment& variables) {
  const std::filesystem::path folder = http::state_directory(variables);
  const auto url = http::parse_url(what.metrics_url);
  if (folder.empty() || !url) return {};
  return folder / http::quota_file_name(http::authority_of(*url), facts_of_key(what.metrics_key).account);
}

}  // namespace

live_services::live_services(std::unique_ptr<http::client> network, std::unique_ptr<http::request_budget> budget,
                             std::unique_ptr<account_size> size)
    : network_(std::move(network)), budget_(std::move(budget)), size_(std::move(size)) {}

result<live_services> live_services::open(const settings& what, const http::environment& variables) {
  auto rules = rules_from(variables);
  if (!rules) return fail(std::move(rules).error());
  auto network = http::make_curl_client(http::transport_from_environment(variables));
  if (!network) return fail(std::move(network).error());
  const std::filesystem::path file = budget_file(what, variables);
  if (file.empty()) {
    return live_services(*std::move(network), std::make_unique<http::request_budget>(*rules),
                         std::make_unique<account_size>());
  }
  return live_services(*std::move(network), std::make_unique<http::request_budget>(file, *rules),
                       std::make_unique<account_size>(std::filesystem::path(file) += ".size"));
}

}  // namespace headroom::cloud

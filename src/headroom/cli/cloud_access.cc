#include "headroom/cli/cloud_access.h"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <random>

#include "headroom/cli/version.h"

namespace headroom::cli {
namespace {

result<std::shared_ptr<const cost::price_book>> load_prices(const std::string& path) {
  if (path.empty()) return nullptr;
  std::ifstream file(path, std::ios::binary);
  std::string text;
  if (file) text.assign(std::istreambuf_iterator<char>(file), {});
  if (!file) return fail(error_code::not_found, fmt::format("price book {}: {}", path, std::strerror(errno)));
  auto book = cost::parse_price_book(text, path);
  if (!book) return fail(std::move(book.error()));
  return std::make_shared<const cost::price_book>(std::move(*book));
}

// One budget for an account and endpoint, whoever on this host asks; the account is not known before the first answer,
// so the endpoint stands for it.
std::filesystem::path budget_file(const std::string& metrics_url) {
  const auto folder = http::state_directory(http::process_environment());
  return folder.empty() ? folder : folder / http::quota_file_name(metrics_url, "");
}

cloud::settings cloud_settings_from(const settings& all) {
  cloud::settings out;
  out.metrics_url = all.text("metrics.base_url");
  out.metrics_key = all.hidden("metrics.api_key");
  out.ops_url = all.text("ops.base_url");
  out.ops_key = all.hidden("ops.api_key");
  out.extra_metrics = all.list("metrics.extra");
  out.filter.allow = all.list("namespaces.allow");
  out.filter.deny = all.list("namespaces.deny");
  out.jitter_seed = std::random_device{}();
  return out;
}

}  // namespace

cloud_access::cloud_access(std::unique_ptr<http::client> network, std::filesystem::path budget_file)
    : network_(std::move(network)), budget_(std::move(budget_file), http::quota_rules{}) {}

result<std::unique_ptr<cloud_access>> cloud_access::make(const settings& all) {
  auto transport = http::transport_from_environment(http::process_environment());
  transport.user_agent = fmt::format("headroom/{}", version_text);
  auto network = http::make_curl_client(std::move(transport));
  if (!network) return fail(std::move(network.error()));
  return std::make_unique<cloud_access>(std::move(*network), budget_file(all.text("metrics.base_url")));
}

cloud::services cloud_access::services() const {
  return {.network = *network_, .metrics_budget = budget_, .time = http::system_clock()};
}

result<autopilot::analysis_settings> analysis_settings_from(const settings& all) {
  auto prices = load_prices(all.text("cost.price_book"));
  if (!prices) return fail(std::move(prices.error()));
  autopilot::analysis_settings out;
  out.cloud = cloud_settings_from(all);
  out.prices = std::move(*prices);
  out.plan.policy = all.text("policy.name");
  out.plan.throttle_cost = all.number("policy.throttle_cost");
  out.plan.trus_min = static_cast<int>(all.integer("policy.min_trus"));
  if (const auto most = all.integer("policy.max_trus"); most > 0) out.plan.trus_max = static_cast<int>(most);
  if (const auto actions = all.number("cost.monthly_actions"); actions > 0) {
    out.plan.account_actions_per_month = static_cast<std::int64_t>(actions);
  }
  if (auto known = autopilot::check_policy(out.plan.policy); !known) {
    return fail(std::move(known.error()).in(all.at("policy.name").source));
  }
  return out;
}

}  // namespace headroom::cli

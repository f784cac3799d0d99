#include "headroom/cli/cloud_access.h"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <random>

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

result<std::unique_ptr<cloud_access>> cloud_access::make(const settings& all) {
  auto live = cloud::live_services::open(cloud_settings_from(all), http::process_environment());
  if (!live) return fail(std::move(live.error()));
  return std::make_unique<cloud_access>(std::move(*live));
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

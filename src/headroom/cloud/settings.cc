#include "headroom/cloud/settings.h"

#include <optional>
#include <utility>

#include "headroom/base/text.h"
#include "headroom/cloud/api_error.h"
#include "headroom/cloud/name_list.h"
#include "headroom/http/url.h"

namespace headroom::cloud {
namespace {

std::optional<std::string> set_value(const http::environment& variables, const std::string& name) {
  auto value = variables(name);
  if (!value || trim(*value).empty()) return std::nullopt;
  return std::string(trim(*value));
}

}  // namespace

result<settings> settings_from_environment(const http::environment& variables) {
  settings out;
  if (auto url = set_value(variables, "CLOUD_METRICS_API_BASE_URL")) out.metrics_url = *std::move(url);
  if (auto url = set_value(variables, "CLOUD_OPS_API_BASE_URL")) out.ops_url = *std::move(url);
  if (auto key = set_value(variables, "TEMPORAL_CLOUD_METRICS_API_KEY")) out.metrics_key = secret(*std::move(key));
  auto ops_key = set_value(variables, "TEMPORAL_CLOUD_OPS_API_KEY");
  if (!ops_key) ops_key = set_value(variables, "TEMPORAL_CLOUD_API_KEY");
  if (ops_key) out.ops_key = secret(*std::move(ops_key));
  for (const auto& [name, list] :
       {std::pair<std::string, std::vector<std::string>*>{"NAMESPACE_ALLOWLIST", &out.filter.allow},
        {"NAMESPACE_DENYLIST", &out.filter.deny}}) {
    auto names = parse_name_list(variables(name).value_or(""), name);
    if (!names) return fail(std::move(names).error());
    *list = *std::move(names);
  }
  return out;
}

result<void> check_settings(const settings& what) {
  if (what.metrics_key.empty()) return fail(missing_key(api::metrics));
  if (auto url = http::parse_url(what.metrics_url); !url) {
    return fail(std::move(url).error().in("CLOUD_METRICS_API_BASE_URL"));
  }
  if (what.ops_key.empty()) return {};
  if (auto url = http::parse_url(what.ops_url); !url) return fail(std::move(url).error().in("CLOUD_OPS_API_BASE_URL"));
  return {};
}

}  // namespace headroom::cloud

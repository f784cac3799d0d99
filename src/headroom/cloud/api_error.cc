#include "headroom/cloud/api_error.h"

#include <fmt/format.h>

#include "headroom/base/text.h"
#include "headroom/http/redact.h"
#include "headroom/json/json.h"

namespace headroom::cloud {
namespace {

struct api_facts {
  std::string_view name;
  std::string_view key_variable;
  std::string_view url_variable;
  std::string_view url;
  std::string_view role;
};

constexpr api_facts metrics_facts{"Metrics API", "TEMPORAL_CLOUD_METRICS_API_KEY", "CLOUD_METRICS_API_BASE_URL",
                                  "https://metrics.temporal.io",
                                  "the account role Metrics Read-Only (Settings, Service Accounts)"};
constexpr api_facts ops_facts{"Ops API", "TEMPORAL_CLOUD_OPS_API_KEY", "CLOUD_OPS_API_BASE_URL",
                              "https://saas-api.tmprl.cloud",
                              "an account role to list namespaces, and Namespace Admin on those that it shall change"};

const api_facts& facts_of(api which) { return which == api::metrics ? metrics_facts : ops_facts; }

// google.rpc.Status' message, or the beginning of whatever was sent instead.
std::string said(const http::response& answer, const secret& key) {
  if (trim(answer.body).empty()) return "no text";
  if (trim(answer.body).starts_with('{')) {
    if (const auto status = parse_json(answer.body, "status"); status && status->is_object()) {
      const auto message = status->find("message");
      if (message != status->end() && message->is_string()) {
        return "'" + http::excerpt(message->get<std::string>(), key, 200) + "'";
      }
    }
  }
  return (is_html(answer) ? "a web page: '" : "'") + http::excerpt(answer.body, key) + "'";
}

error refused(error_code code, const api_facts& facts, std::string_view where, const http::response& answer,
              const secret& key, std::string_view advice, retryable retry = retryable::no) {
  return {code,
          fmt::format("{} at {} answered {}, {}; {}", facts.name, where, answer.status, said(answer, key), advice),
          retry};
}

}  // namespace

std::string_view to_string(api which) { return facts_of(which).name; }

bool is_html(const http::response& answer) {
  const std::string_view start = trim(std::string_view(answer.body).substr(0, 512));
  if (start.starts_with('<')) return true;
  const std::string_view type = answer.find_header("Content-Type").value_or("");
  return type.starts_with("text/html") && !start.starts_with('#') && !start.starts_with('{');
}

error missing_key(api which) {
  const api_facts& facts = facts_of(which);
  return {error_code::unauthenticated, fmt::format("no key for the {}: set {} to a key of a service account with {}",
                                                   facts.name, facts.key_variable, facts.role)};
}

error error_of_answer(api which, std::string_view where, const http::response& answer, const secret& key) {
  const api_facts& facts = facts_of(which);
  const int status = answer.status;
  if (status == 401 || (status == 403 && answer.body.find("Jwt") != std::string::npos)) {
    return refused(error_code::unauthenticated, facts, where, answer, key,
                   fmt::format("{} is missing, wrong or expired: it must be a key of a service account with {}",
                               facts.key_variable, facts.role));
  }
  if (status == 403) {
    return refused(
        error_code::permission_denied, facts, where, answer, key,
        fmt::format("the key in {} is known but may not do this: it needs {}", facts.key_variable, facts.role));
  }
  if (status == 404) {
    return refused(error_code::not_found, facts, where, answer, key,
                   fmt::format("check {} (normally {}, without a path) and the name that was asked for",
                               facts.url_variable, facts.url));
  }
  if (status == 429) {
    return refused(error_code::resource_exhausted, facts, where, answer, key,
                   "the account's budget of requests is used up, by this or by other programs: try again later",
                   retryable::yes);
  }
  if (status == 409) {
    return refused(error_code::aborted, facts, where, answer, key, "somebody else changed it meanwhile: read it again");
  }
  if (status >= 500) {
    const bool for_good = status == 501 || status == 505;
    return refused(for_good ? error_code::unimplemented : error_code::unavailable, facts, where, answer, key,
                   for_good ? "this server cannot do it" : "the service is in trouble: try again later",
                   for_good ? retryable::no : retryable::yes);
  }
  return refused(status == 400 ? error_code::invalid_argument : error_code::failed_precondition, facts, where, answer,
                 key, fmt::format("check {} and the request's names", facts.url_variable));
}

error not_the_api(api which, std::string_view where, const http::response& answer, const secret& key) {
  const api_facts& facts = facts_of(which);
  const std::string_view kind = is_html(answer)                      ? "a web page"
                                : trim(answer.body).empty()          ? "nothing at all"
                                : trim(answer.body).starts_with('{') ? "JSON"
                                                                     : "something else";
  return {
      error_code::failed_precondition,
      fmt::format("{} at {} answered {} with {} instead of {}: '{}'; check {} (normally {}), and any proxy that wants "
                  "a login",
                  facts.name, where, answer.status, kind, which == api::metrics ? "metrics" : "JSON",
                  http::excerpt(answer.body, key), facts.url_variable, facts.url),
      retryable::yes};
}

}  // namespace headroom::cloud

#include "sim/ops_namespaces.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "sim/answer.h"
#include "sim/namespace_json.h"
#include "sim/operation_json.h"
#include "sim/small_changes.h"
#include "sim/update.h"

namespace headroom::sim {
namespace {

constexpr std::size_t page_default = 100, page_max = 1'000;

result<std::size_t> page_size_of(const http_request& request) {
  auto text = request.one("pageSize");
  if (!text) text = request.one("page_size");
  if (!text || *text == "0") return page_default;
  std::size_t size = 0;
  const auto [end, status] = std::from_chars(text->data(), text->data() + text->size(), size);
  if (status != std::errc{} || end != text->data() + text->size() || size > page_max) {
    return fail(error_code::invalid_argument, fmt::format("page size must be between 0 and {}", page_max));
  }
  return size;
}

// A token is opaque to callers: it names the last id of the page before.
constexpr std::string_view token_prefix = "after:";

result<std::string> start_of_page(const http_request& request) {
  auto token = request.one("pageToken");
  if (!token) token = request.one("page_token");
  if (!token || token->empty()) return std::string();
  if (!token->starts_with(token_prefix)) return fail(error_code::invalid_argument, "invalid page token");
  return token->substr(token_prefix.size());
}

}  // namespace

http_response list_namespaces(ops_call& call, const std::string&, api_version version) {
  const auto size = page_size_of(call.request);
  if (!size) return status_answer(size.error());
  const auto after = start_of_page(call.request);
  if (!after) return status_answer(after.error());
  const std::string name = call.request.one("name").value_or("");
  auto& all = call.cloud.namespaces();
  auto at = std::upper_bound(all.begin(), all.end(), *after,
                             [](const std::string& id, const live_namespace& n) { return id < n.id.value(); });
  http_response out;
  out.body = "{\"namespaces\":[";
  std::size_t taken = 0;
  const live_namespace* last = nullptr;
  for (; at != all.end() && taken < *size; ++at) {
    if (!name.empty() && at->plan.name != name) continue;
    if (taken++ > 0) out.body += ',';
    append_namespace(out.body, call.cloud, *at, version, call.now_ms);
    last = &*at;
  }
  const bool more =
      std::any_of(at, all.end(), [&](const live_namespace& n) { return name.empty() || n.plan.name == name; });
  out.body +=
      fmt::format(R"(],"nextPageToken":"{}"}})", more ? fmt::format("{}{}", token_prefix, last->id.value()) : "");
  return out;
}

http_response get_namespace(ops_call& call, const std::string& id, api_version version) {
  live_namespace* n = call.cloud.find(id);
  if (n == nullptr) return not_found_answer("namespace", id);
  http_response out;
  out.body = "{\"namespace\":";
  append_namespace(out.body, call.cloud, *n, version, call.now_ms);
  out.body += '}';
  return out;
}

http_response get_capacity_info(ops_call& call, const std::string& id, api_version) {
  live_namespace* n = call.cloud.find(id);
  if (n == nullptr) return not_found_answer("namespace", id);
  return json_answer({{"capacityInfo", capacity_info_json(call.cloud, *n, call.now_ms)}});
}

http_response update_namespace(ops_call& call, const std::string& id, api_version version) {
  live_namespace* n = call.cloud.find(id);
  if (n == nullptr) return not_found_answer("namespace", id);
  auto body = parse_json(call.request.body, "body");
  if (!body) return status_answer(body.error());
  const auto done = update(call.cloud, *n, *body, version, call.faults, call.now_ms);
  if (!done) return status_answer(done.error());
  return json_answer({{"asyncOperation", operation_json(*done, call.now_ms)}});
}

namespace {

using small_change = result<operation> (*)(account&, live_namespace&, const json&, std::int64_t);

http_response make_change(ops_call& call, const std::string& id, small_change change) {
  live_namespace* n = call.cloud.find(id);
  if (n == nullptr) return not_found_answer("namespace", id);
  auto body = parse_json(call.request.body, "body");
  if (!body) return status_answer(body.error());
  const auto done = change(call.cloud, *n, *body, call.now_ms);
  if (!done) return status_answer(done.error());
  return json_answer({{"asyncOperation", operation_json(*done, call.now_ms)}});
}

}  // namespace

http_response update_tags(ops_call& call, const std::string& id, api_version) {
  return make_change(call, id, change_tags);
}

http_response fail_over_region(ops_call& call, const std::string& id, api_version) {
  return make_change(call, id, fail_over);
}

http_response get_operation(ops_call& call, const std::string& id, api_version) {
  const auto at = call.cloud.operations().find(id);
  if (at == call.cloud.operations().end()) return not_found_answer("async operation", id);
  return json_answer({{"asyncOperation", operation_json(at->second, call.now_ms)}});
}

}  // namespace headroom::sim

#include "headroom/cloud/ops_client.h"

#include <algorithm>
#include <fmt/format.h>
#include <unordered_set>
#include <utility>

#include "headroom/base/text.h"
#include "headroom/cloud/ops_codec.h"
#include "headroom/json/json.h"

namespace headroom::cloud {
namespace {

constexpr int page_size = 1000;  // the most that the API gives
// Temporal's default limit is 10 namespaces an account; a hundred thousand are beyond any that was heard of. Servers
// that give smaller pages than asked for still get through.
constexpr std::size_t namespaces_max = 100'000;
constexpr std::size_t pages_max = 1'010;
constexpr int empty_pages_max = 3;

// Wraps a decoder of JSON so that a web page is named for what it is.
template <class Value>
caller::decoder<Value> json_decoder(const caller& api, result<Value> (*decode)(std::string_view)) {
  return [&api, decode](http::response& answer) -> result<Value> {
    if (!trim(answer.body).starts_with('{')) {
      return fail(not_the_api(api::ops, api.where(), answer, api.target().key));
    }
    return decode(answer.body);
  };
}

result<namespace_page> get_page(caller& api, const std::string& token) {
  http::query_parameters query{{"pageSize", std::to_string(page_size)}};
  if (!token.empty()) query.emplace_back("pageToken", token);
  return api.get<namespace_page>("/cloud/namespaces", query, [&](http::response& answer) -> result<namespace_page> {
    if (!trim(answer.body).starts_with('{')) {
      return fail(not_the_api(api::ops, api.where(), answer, api.target().key));
    }
    return decode_namespace_page(answer.body);
  });
}

std::unexpected<error> endless(const caller& api, std::string_view what) {
  return fail(error_code::data_loss,
              fmt::format("Ops API at {}: the list of namespaces does not end ({}); expected each page to bring new "
                          "namespaces and the last one no token",
                          api.where(), what));
}

std::string path_of(const namespace_id& id) { return "/cloud/namespaces/" + http::percent_encode(id.value()); }

}  // namespace

result<std::vector<ops_namespace>> list_namespaces(caller& api) {
  std::vector<ops_namespace> out;
  std::unordered_set<std::string> tokens;
  std::unordered_set<namespace_id> known;
  std::string token;
  int empty_pages = 0;
  for (std::size_t page = 0; page < pages_max; ++page) {
    auto read = get_page(api, token);
    if (!read) return fail(std::move(read).error());
    const std::size_t before = out.size();
    for (ops_namespace& one : read->namespaces) {
      if (known.insert(one.id).second) out.push_back(std::move(one));
    }
    if (read->next_page_token.empty()) return out;
    token = std::move(read->next_page_token);
    if (!tokens.insert(token).second) return endless(api, "a page token came twice");
    empty_pages = out.size() == before ? empty_pages + 1 : 0;
    if (empty_pages > empty_pages_max) return endless(api, "pages without new namespaces");
    if (out.size() > namespaces_max) return endless(api, fmt::format("more than {} namespaces", namespaces_max));
  }
  return endless(api, fmt::format("more than {} pages", pages_max));
}

result<namespace_detail> get_namespace(caller& api, const namespace_id& id) {
  return api.get<namespace_detail>(path_of(id), {}, json_decoder<namespace_detail>(api, decode_namespace));
}

result<capacity_info> get_capacity_info(caller& api, const namespace_id& id) {
  return api.get<capacity_info>(path_of(id) + "/capacity-info", {},
                                json_decoder<capacity_info>(api, decode_capacity_info));
}

result<async_operation> get_operation(caller& api, const std::string& id) {
  return api.get<async_operation>("/cloud/operations/" + http::percent_encode(id), {},
                                  json_decoder<async_operation>(api, decode_operation));
}

result<identity> get_current_identity(caller& api) {
  return api.get<identity>("/cloud/current-identity", {}, json_decoder<identity>(api, decode_identity));
}

// The spec goes in as it is: taking it apart could lose what nobody here knows.
result<std::optional<async_operation>> update_namespace(caller& api, const namespace_update& what) {
  std::string body = "{\"spec\":" + what.spec_json + ",\"resourceVersion\":" + json(what.resource_version).dump();
  if (!what.async_operation_id.empty()) body += ",\"asyncOperationId\":" + json(what.async_operation_id).dump();
  auto operation =
      api.post<async_operation>(path_of(what.id), body + "}", json_decoder<async_operation>(api, decode_operation));
  if (operation) return *std::move(operation);
  if (operation.error().message.find("nothing to change") != std::string::npos) return std::nullopt;
  return fail(std::move(operation).error());
}

}  // namespace headroom::cloud

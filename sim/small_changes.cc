#include "sim/small_changes.h"

#include <array>
#include <fmt/format.h>

#include "sim/proto_schema.h"

#include "headroom/base/text.h"

namespace headroom::sim {
namespace {

using enum proto_type;

constexpr std::array tags_schema{proto_field{"namespace"}, proto_field{"tagsToUpsert", text_map},
                                 proto_field{"tagsToRemove", text_list}, proto_field{"asyncOperationId"}};
constexpr std::array failover_schema{proto_field{"namespace"}, proto_field{"region"}, proto_field{"asyncOperationId"}};
constexpr std::int64_t pending_ms = 2'000;
constexpr std::int64_t failover_ms = 60'000;

// As the operation shows it: the request with its type and the namespace from its path.
ordered_json input_of(std::string_view type, const live_namespace& n, ordered_json request) {
  ordered_json out{{"@type", fmt::format("type.googleapis.com/temporal.api.cloud.cloudservice.v1.{}Request", type)}};
  request["namespace"] = n.id.value();
  out.update(request);
  return out;
}

std::unexpected<error> invalid(std::string message) { return fail(error_code::invalid_argument, std::move(message)); }

}  // namespace

result<operation> change_tags(account& cloud, live_namespace& n, const json& request, std::int64_t now_ms) {
  auto read = normalise(request, tags_schema);
  if (!read) return fail(std::move(read.error()));
  const auto& upsert = (*read)["tagsToUpsert"];
  const auto& remove = (*read)["tagsToRemove"];
  if (upsert.empty() && remove.empty())
    return invalid("at least one of tags_to_upsert or tags_to_remove must be specified");
  const std::string asked_id = (*read)["asyncOperationId"].get<std::string>();
  ordered_json input = input_of("UpdateNamespaceTags", n, *read);
  const auto before = cloud.done_before(n, asked_id, input);
  if (!before) return fail(before.error());
  if (*before) return **before;
  for (const auto& [key, value] : upsert.items()) n.tags.insert_or_assign(key, value.get<std::string>());
  for (const auto& key : remove) n.tags.erase(key.get<std::string>());
  operation op{.id = asked_id.empty() ? cloud.new_id() : asked_id,
               .target = n.id,
               .type = "UpdateNamespaceTags",
               .input = std::move(input),
               .accepted_ms = now_ms,
               .begun_ms = now_ms,
               .ended_ms = now_ms};
  n.modified_ms = now_ms;
  cloud.record(op);
  return op;
}

result<operation> fail_over(account& cloud, live_namespace& n, const json& request, std::int64_t now_ms) {
  auto read = normalise(request, failover_schema);
  if (!read) return fail(std::move(read.error()));
  const std::string asked_id = (*read)["asyncOperationId"].get<std::string>();
  ordered_json input = input_of("FailoverNamespaceRegion", n, *read);
  const auto before = cloud.done_before(n, asked_id, input);
  if (!before) return fail(before.error());
  if (*before) return **before;
  if (cloud.is_changing(n, now_ms))
    return fail(error_code::failed_precondition, "another operation is in progress on the namespace");
  const std::string region = (*read)["region"].get<std::string>();
  if (n.plan.replica.empty()) return fail(error_code::failed_precondition, "the namespace has no replica");
  if (region == n.active_region_at(now_ms)) return invalid("the namespace is active in that region already");
  if (region != n.plan.region && region != n.plan.replica) {
    return invalid(
        fmt::format("the namespace has no replica in region '{}'", escape_for_terminal(region.substr(0, 60))));
  }
  operation op{.id = asked_id.empty() ? cloud.new_id() : asked_id,
               .target = n.id,
               .type = "FailoverNamespaceRegion",
               .input = std::move(input),
               .accepted_ms = now_ms,
               .begun_ms = now_ms + pending_ms,
               .ended_ms = now_ms + failover_ms};
  n.failovers.push_back({op.ended_ms, region});
  n.operation_id = op.id;
  cloud.record(op);
  return op;
}

}  // namespace headroom::sim

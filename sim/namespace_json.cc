#include "sim/namespace_json.h"

#include <cmath>
#include <fmt/format.h>
#include <iterator>

#include "sim/namespace_spec.h"

#include "headroom/cost/sold_counts.h"

namespace headroom::sim {
namespace {

std::string spec_text(const live_namespace& n, api_version version) {
  if (version > regions_until) return n.spec_text;
  ordered_json spec = n.spec;
  for (const auto& replica : spec["replicas"]) spec["regions"].push_back(replica["region"]);
  if (version < capacity_since) spec.erase("capacitySpec");
  if (version < replicas_since) spec.erase("replicas");
  if (version < fairness_since) spec.erase("fairness");
  return to_compact_text(spec);
}

ordered_json replicas_json(const live_namespace& n, std::int64_t now_ms) {
  ordered_json out = ordered_json::array();
  const auto add = [&](const std::string& region) {
    out.push_back({{"id", fmt::format("{}-{}", n.plan.name, region)},
                   {"isPrimary", region == n.active_region_at(now_ms)},
                   {"state", "REPLICA_STATE_ACTIVE"},
                   {"region", region}});
  };
  add(n.plan.region);
  if (!n.plan.replica.empty()) add(n.plan.replica);
  return out;
}

ordered_json region_status_json(const live_namespace& n, std::int64_t now_ms) {
  ordered_json out = ordered_json::object();
  const auto add = [&](const std::string& region, std::string_view state) {
    out[region] = {{"stateDeprecated", ""}, {"asyncOperationId", ""}, {"state", state}};
  };
  add(n.active_region_at(now_ms), "STATE_ACTIVE");
  if (!n.plan.replica.empty()) add(n.standby_region_at(now_ms), "STATE_PASSIVE");
  return out;
}

}  // namespace

ordered_json capacity_json(const live_namespace& n, std::int64_t now_ms) {
  ordered_json out = ordered_json::object();
  const capacity now = n.timeline.at(now_ms);
  if (now.mode() == capacity_mode::on_demand) {
    out["onDemand"] = ordered_json::object();
  } else {
    out["provisioned"] = {{"currentValue", now.rung()}};
  }
  out["latestRequest"] = nullptr;
  if (!n.request) return out;
  const capacity_request& r = *n.request;
  const bool under_way = r.in_progress_at(now_ms);
  out["latestRequest"] = {{"state", under_way    ? "STATE_CAPACITY_REQUEST_IN_PROGRESS"
                                    : r.succeeds ? "STATE_CAPACITY_REQUEST_COMPLETED"
                                                 : "STATE_CAPACITY_REQUEST_FAILED"},
                          {"startTime", proto_timestamp(r.started_ms)},
                          {"endTime", under_way ? ordered_json(nullptr) : ordered_json(proto_timestamp(r.ended_ms))},
                          {"asyncOperationId", r.operation_id},
                          {"spec", capacity_spec_of(r.wanted)}};
  return out;
}

void append_namespace(std::string& out, account& in, live_namespace& n, api_version version, std::int64_t now_ms) {
  const auto op = in.operations().find(n.operation_id);
  const bool updating = op != in.operations().end() && !op->second.ended_by(now_ms);
  const std::string& id = n.id.value();
  const std::string& region = n.active_region_at(now_ms);
  fmt::format_to(std::back_inserter(out), R"({{"namespace":"{}","resourceVersion":"{}","spec":)", id, n.version);
  out += spec_text(n, version);
  fmt::format_to(
      std::back_inserter(out),
      R"(,"stateDeprecated":"","asyncOperationId":"{}","endpoints":{{"webAddress":"https://cloud.temporal.io/namespaces/{}",)"
      R"("mtlsGrpcAddress":"","grpcAddress":"{}.{}.api.temporal.io:7233"}},"activeRegion":"{}",)"
      R"("limits":{{"actionsPerSecondLimit":{}}},"privateConnectivities":[],"createdTime":"{}","lastModifiedTime":)",
      updating ? n.operation_id : "", id, region.substr(region.find('-') + 1), region.substr(0, region.find('-')),
      region, std::lround(in.limit_aps(n, now_ms)), proto_timestamp(n.created_ms));
  out += n.modified_ms ? fmt::format(R"("{}")", proto_timestamp(*n.modified_ms)) : "null";
  fmt::format_to(std::back_inserter(out), R"(,"regionStatus":{},"state":"{}","connectivityRules":[],"tags":{})",
                 version > regions_until ? "{}" : to_compact_text(region_status_json(n, now_ms)),
                 updating ? "RESOURCE_STATE_UPDATING" : "RESOURCE_STATE_ACTIVE", to_compact_text(ordered_json(n.tags)));
  if (version >= capacity_since) out.append(",\"capacity\":").append(to_compact_text(capacity_json(n, now_ms)));
  if (version >= replicas_since) out.append(",\"replicas\":").append(to_compact_text(replicas_json(n, now_ms)));
  out += R"(,"projectId":""})";
}

ordered_json capacity_info_json(account& in, live_namespace& n, std::int64_t now_ms) {
  const week_stats& week = n.demand->trailing_week(hour_of(minute_at(now_ms)));
  return {{"namespace", n.id.value()},
          {"hasLegacyLimits", n.plan.support_limit_aps.has_value() && !n.timeline.changed_by(now_ms)},
          {"currentCapacity", capacity_json(n, now_ms)},
          {"modeOptions",
           {{"provisioned",
             {{"validTruValues", cost::sold_counts}, {"maxAvailableTruValue", in.max_available_trus(n, now_ms)}}},
            {"onDemand", {{"apsLimit", in.on_demand_limit_aps(n, now_ms)}}}}},
          {"stats", {{"aps", {{"mean", week.mean_aps}, {"p90", week.p90_aps}, {"p99", week.p99_aps}}}}}};
}

}  // namespace headroom::sim

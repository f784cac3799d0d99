#include "sim/update.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <limits>
#include <optional>

#include "sim/namespace_spec.h"

#include "headroom/cost/sold_counts.h"

namespace headroom::sim {
namespace {

using enum proto_type;

constexpr std::array request_schema_without_spec{proto_field{"namespace"}, proto_field{"resourceVersion"},
                                                 proto_field{"asyncOperationId"}};
constexpr std::int64_t pending_ms = 2'000;
constexpr std::int64_t plain_update_ms = 10'000;
constexpr double fulfilled_share = 0.75;  // of the provisioning time; the capacity request completes after it
constexpr std::int64_t never_ms = std::numeric_limits<std::int64_t>::max();

std::unexpected<error> invalid(std::string message) { return fail(error_code::invalid_argument, std::move(message)); }

struct update_request {
  ordered_json spec;
  std::string resource_version, operation_id;
};

result<update_request> read_request(const json& request) {
  if (!request.is_object()) return invalid("proto: syntax error: expected an object");
  json rest = request;
  const auto spec_text = rest.find("spec");
  if (spec_text == rest.end() || spec_text->is_null()) return invalid("spec is required");
  auto spec = normalise(*spec_text, namespace_spec_schema(), "spec");
  if (!spec) return fail(std::move(spec.error()));
  rest.erase("spec");
  auto others = normalise(rest, request_schema_without_spec);
  if (!others) return fail(std::move(others.error()));
  return update_request{.spec = std::move(*spec),
                        .resource_version = (*others)["resourceVersion"].get<std::string>(),
                        .operation_id = (*others)["asyncOperationId"].get<std::string>()};
}

// Callers of old versions name regions where newer ones name replicas; both become replicas.
result<void> settle_regions(ordered_json& spec, api_version version) {
  auto& regions = spec["regions"];
  if (regions.empty()) return {};
  if (version > regions_until) return invalid("spec.regions is not supported after v0.15.0, use spec.replicas");
  if (spec["replicas"].empty()) {
    for (const auto& region : regions) spec["replicas"].push_back({{"region", region}});
  }
  regions = ordered_json::array();
  return {};
}

// Fields that the caller's version does not know are kept as they are.
void keep_unknown_to(api_version version, ordered_json& spec, const ordered_json& held) {
  if (version < capacity_since) spec["capacitySpec"] = held["capacitySpec"];
  if (version < replicas_since && spec["replicas"].empty()) spec["replicas"] = held["replicas"];
  if (version < fairness_since) spec["fairness"] = held["fairness"];
}

result<void> check_spec(const ordered_json& spec, const live_namespace& n) {
  if (spec["name"] != n.spec["name"]) return invalid("spec.name is immutable");
  const auto days = spec["retentionDays"].get<std::int64_t>();
  if (days < 1 || days > 90) return invalid(fmt::format("spec.retention_days must be between 1 and 90, got {}", days));
  if (spec["replicas"].empty()) return invalid("spec.replicas: at least one replica must be specified");
  if (spec["replicas"] != n.spec["replicas"]) return invalid("spec.replicas: changing replicas is not simulated");
  return {};
}

// What is asked for where the capacity is to change; empty where it stays.
result<std::optional<capacity>> wanted_capacity(account& cloud, const live_namespace& n, const ordered_json& spec,
                                                std::int64_t now_ms) {
  auto asked = capacity_of(spec["capacitySpec"]);
  if (!asked || !*asked) return asked;
  const capacity wanted = **asked;
  if (wanted == n.timeline.at(now_ms) && !(n.request && n.request->in_progress_at(now_ms))) return std::nullopt;
  if (n.request && n.request->in_progress_at(now_ms)) {
    return fail(error_code::failed_precondition, "the last capacity request is still in progress");
  }
  if (wanted.mode() == capacity_mode::on_demand) return wanted;
  if (!cost::is_sold(wanted.rung())) {
    return invalid(fmt::format("provisioned capacity value {} is not one of the valid TRU values", wanted.rung()));
  }
  if (const int most = cloud.max_available_trus(n, now_ms); wanted.rung() > most) {
    return fail(error_code::failed_precondition,
                fmt::format("{} TRUs are not available in {}, at most {} are", wanted.rung(), n.plan.region, most));
  }
  return wanted;
}

struct verdict {
  operation_state outcome = operation_state::fulfilled;
  std::string reason;
  bool stuck = false, request_fails = false, mismatch = false;
};

verdict verdict_of(const std::vector<fault>& faults) {
  verdict out;
  for (const fault& f : faults) {
    switch (f.kind) {
      case fault_kind::operation_failed:
        out.outcome = operation_state::failed;
        out.reason = "internal error";
        break;
      case fault_kind::operation_rejected:
        out.outcome = operation_state::rejected;
        out.reason = "rejected by an approver";
        break;
      case fault_kind::operation_cancelled:
        out.outcome = operation_state::cancelled;
        out.reason = "cancelled";
        break;
      case fault_kind::operation_stuck:
        out.stuck = true;
        break;
      case fault_kind::capacity_failed:
        out.request_fails = true;
        break;
      case fault_kind::value_mismatch:
        out.mismatch = true;
        break;
      default:
        break;
    }
  }
  return out;
}

void ask_for(live_namespace& n, const capacity& wanted, const operation& op, const verdict& v, std::int64_t done_ms) {
  const bool arrives = op.outcome == operation_state::fulfilled && !v.stuck && !v.request_fails;
  n.request = capacity_request{.wanted = wanted,
                               .operation_id = op.id,
                               .started_ms = op.accepted_ms,
                               .ended_ms = v.stuck ? never_ms : std::max(done_ms, op.ended_ms),
                               .succeeds = arrives};
  if (arrives && !v.mismatch) n.timeline.set(n.request->ended_ms, wanted);
}

result<void> check_turn(account& cloud, const live_namespace& n, const std::string& resource_version,
                        std::int64_t now_ms) {
  if (resource_version.empty()) return invalid("resource_version is required");
  if (resource_version != n.version) {
    return fail(error_code::aborted, fmt::format("resource version mismatch: expected {}", n.version));
  }
  if (cloud.is_changing(n, now_ms)) {
    return fail(error_code::failed_precondition, "another operation is in progress on the namespace");
  }
  return {};
}

ordered_json input_of(const live_namespace& n, const update_request& asked) {
  return {{"@type", "type.googleapis.com/temporal.api.cloud.cloudservice.v1.UpdateNamespaceRequest"},
          {"namespace", n.id.value()},
          {"spec", asked.spec},
          {"resourceVersion", asked.resource_version},
          {"asyncOperationId", asked.operation_id}};
}

// Everything was checked: the change begins.
operation carry_out(account& cloud, live_namespace& n, update_request asked, ordered_json input,
                    const std::optional<capacity>& wanted, const verdict& v, std::int64_t now_ms) {
  const std::int64_t provisioning_ms = cloud.description().provisioning_s * std::int64_t{1000};
  const std::int64_t takes_ms = wanted
                                    ? static_cast<std::int64_t>(static_cast<double>(provisioning_ms) * fulfilled_share)
                                    : std::min(plain_update_ms, provisioning_ms);
  operation op{.id = asked.operation_id.empty() ? cloud.new_id() : asked.operation_id,
               .target = n.id,
               .input = std::move(input),
               .accepted_ms = now_ms,
               .begun_ms = now_ms + std::min(pending_ms, takes_ms),
               .ended_ms = v.stuck ? never_ms : now_ms + takes_ms,
               .outcome = v.outcome,
               .failure_reason = v.reason};
  if (wanted) ask_for(n, *wanted, op, v, now_ms + provisioning_ms);
  if (op.outcome == operation_state::fulfilled) {
    n.spec = std::move(asked.spec);
    n.spec_text = to_compact_text(n.spec);
    n.plan.retention_days = n.spec["retentionDays"].get<int>();
  }
  ++n.revision;
  n.version = cloud.version_of(n);
  n.modified_ms = now_ms;
  n.operation_id = op.id;
  cloud.record(op);
  return op;
}

}  // namespace

result<operation> update(account& cloud, live_namespace& n, const json& request, api_version version,
                         fault_book& faults, std::int64_t now_ms) {
  auto asked = read_request(request);
  if (!asked) return fail(std::move(asked.error()));
  if (auto done = settle_regions(asked->spec, version); !done) return fail(std::move(done.error()));
  keep_unknown_to(version, asked->spec, n.spec);
  ordered_json input = input_of(n, *asked);
  const auto before = cloud.done_before(n, asked->operation_id, input);
  if (!before) return fail(before.error());
  if (*before) return **before;
  if (auto done = check_turn(cloud, n, asked->resource_version, now_ms); !done) return fail(std::move(done.error()));
  if (auto done = check_spec(asked->spec, n); !done) return fail(std::move(done.error()));
  const auto wanted = wanted_capacity(cloud, n, asked->spec, now_ms);
  if (!wanted) return fail(wanted.error());
  if (asked->spec == n.spec && !*wanted) return invalid("nothing to change");
  if (cloud.operations_under_way(now_ms) >= cloud.description().limits.operations_at_once) {
    return fail(error_code::resource_exhausted, "too many concurrent async operations in the account", retryable::yes);
  }
  const verdict v = verdict_of(faults.meet_change(n.id.value()));
  return carry_out(cloud, n, std::move(*asked), std::move(input), *wanted, v, now_ms);
}

}  // namespace headroom::sim

#include "sim/metric_samples.h"

#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "sim/noise.h"

namespace headroom::sim {
namespace {

constexpr double reported_min = 0.0005;  // below it a rate reads 0.000
constexpr double pollers_max = 20'000;   // docs/evaluate/cloud/limits, concurrent task pollers

struct share {
  std::string_view name;
  double part;
};

// How frontend requests spread over the RPC operations; the parts add up to 1.
constexpr std::array<share, 8> request_shares{{{"operation=\"GetWorkflowExecutionHistory\",", 0.03},
                                               {"operation=\"PollActivityTaskQueue\",", 0.18},
                                               {"operation=\"PollWorkflowTaskQueue\",", 0.18},
                                               {"operation=\"RecordActivityTaskHeartbeat\",", 0.07},
                                               {"operation=\"RespondActivityTaskCompleted\",", 0.17},
                                               {"operation=\"RespondWorkflowTaskCompleted\",", 0.22},
                                               {"operation=\"SignalWorkflowExecution\",", 0.05},
                                               {"operation=\"StartWorkflowExecution\",", 0.10}}};
constexpr std::array<share, 6> operation_shares{{{"RecordActivityTaskHeartbeat", 0.14},
                                                 {"RecordActivityTaskStarted", 0.22},
                                                 {"RespondActivityTaskCompleted", 0.22},
                                                 {"RespondWorkflowTaskCompleted", 0.27},
                                                 {"SignalWorkflowExecution", 0.05},
                                                 {"StartWorkflowExecution", 0.10}}};
constexpr std::array<share, 5> action_shares{{{"action_type=\"activity_heartbeat\",", 0.14},
                                              {"action_type=\"signal_workflow\",", 0.08},
                                              {"action_type=\"start_activity\",", 0.46},
                                              {"action_type=\"start_timer\",", 0.12},
                                              {"action_type=\"start_workflow\",", 0.20}}};
constexpr std::array<std::string_view, 6> workflow_types{"CaptureWorkflow", "FulfilWorkflow", "ImportWorkflow",
                                                         "NotifyWorkflow",  "OrderWorkflow",  "SyncWorkflow"};

}  // namespace

namespace_labels labels_of(const world& w, const world_namespace& n) {
  const auto labelled = [](std::string_view name, std::string_view value) {
    std::string out(name);
    out += '=';
    append_label_value(out, value);
    return out;
  };
  namespace_labels out;
  out.region = labelled("region", n.region) + ",";
  if (!n.replica.empty()) out.standby_region = labelled("region", n.replica) + ",";
  out.account = labelled("temporal_account", w.account.value()) + ",";
  out.name = labelled("temporal_namespace", full_id(w, n).value());
  const std::size_t first = mix(n.demand.seed, 0, 7) % workflow_types.size();
  for (std::size_t i = 0; i < 2; ++i) {
    out.workflow_type[i] = ",temporal_task_queue=\"main\"," +
                           labelled("temporal_workflow_type", workflow_types[(first + 2 * i) % workflow_types.size()]);
  }
  return out;
}

namespace_labels failed_over(namespace_labels labels) {
  std::swap(labels.region, labels.standby_region);
  return labels;
}

void sample_maker::make(const metric_family& family, const world_namespace& n, const namespace_labels& labels,
                        const minute_figures& figures, sample_damage damage) {
  family_ = &family;
  namespace_ = &n;
  labels_ = &labels;
  damage_ = damage;
  after_region_ = {};
  after_account_ = {};
  const double aps = figures.actions.count;
  switch (family.source) {
    case sample_source::total_action:
      return actions(figures);
    case sample_source::action_throttled:
      return rate("", "", figures.actions.throttled);
    case sample_source::billable_action:
      return billable(figures);
    case sample_source::request_count:
      return per_request_operation(figures.requests.count);
    case sample_source::request_throttled:
      return per_request_operation(figures.requests.throttled);
    case sample_source::request_error:
    case sample_source::resource_exhausted:
      return per_request_operation(figures.requests.count * family.factor);
    case sample_source::request_pending:
      return pollers(figures);
    case sample_source::request_latency:
      return latency(figures);
    case sample_source::operation_count:
      return operations(figures.operations.count, figures.operations.count * n.background_share,
                        n.replica.empty() ? 0 : figures.operations.count);
    case sample_source::operation_throttled:
      return operations(figures.operations.throttled, 0, 0);
    case sample_source::action_limit:
      return value("", "", figures.actions.limit);
    case sample_source::request_limit:
      return value("", "", figures.requests.limit);
    case sample_source::operation_limit:
      return value("", "", figures.operations.limit);
    case sample_source::poller_limit:
      return value("", "", pollers_max);
    case sample_source::action_envelope:
      return value_without_region("", figures.actions.envelope);
    case sample_source::request_envelope:
      return value_without_region("", figures.requests.envelope);
    case sample_source::operation_envelope:
      return value_without_region("", figures.operations.envelope);
    case sample_source::tru_count:
      return value_without_region("", figures.trus);
    case sample_source::workflow_count:
      return workflows(aps * family.factor, true);
    case sample_source::workflow_latency:
      if (aps > 0) value("", labels.workflow_type[0].substr(labels.workflow_type[0].find(',', 1)), family.factor);
      return;
    case sample_source::activity_count:
      return activities(aps * family.factor, "");
    case sample_source::activity_timeouts:
      return activities(aps * family.factor, ",timeout_type=\"StartToClose\"");
    case sample_source::activity_latency:
      if (aps > 0) activities(0, "latency");
      return;
    case sample_source::backlog:
      return backlog(figures);
    case sample_source::poll:
      return polls(aps * family.factor);
    case sample_source::no_poller:
      return;
    case sample_source::open_workflows:
      return value("", "", std::round(aps * 240));
    case sample_source::schedule:
      return rate("", "", aps * family.factor);
    case sample_source::schedule_skipped:
      after_region_ = "schedule_overlap_policy=\"SKIP\",";
      return rate("", "", aps * family.factor);
    case sample_source::replication_lag:
      return replication();
  }
}

void sample_maker::actions(const minute_figures& f) {
  value_without_region("is_background=\"false\",namespace_mode=\"active\",", f.actions.count);
  value_without_region("is_background=\"false\",namespace_mode=\"standby\",", f.standby_aps);
  value_without_region("is_background=\"true\",namespace_mode=\"active\",", f.background_aps);
}

void sample_maker::billable(const minute_figures& f) {
  const std::string& type = labels_->workflow_type[0];
  const std::string_view after = std::string_view(type).substr(type.find(',', 1));
  for (const auto& [label, part] : action_shares) rate(label, after, f.actions.count * part);
}

void sample_maker::per_request_operation(double total) {
  for (const auto& [label, part] : request_shares) rate(label, "", total * part);
}

void sample_maker::latency(const minute_figures& f) {
  if (f.requests.count < reported_min) return;
  // Throttled requests wait for their retries: the tail grows with the share that was turned away.
  const double slower = 1 + 8 * f.requests.throttled / f.requests.count;
  for (const auto& [label, part] : request_shares) {
    const bool poll = label.find("Poll") != std::string_view::npos;
    value(label, "", family_->factor * slower * (poll ? 20 : 0.7 + 3 * part));
  }
}

void sample_maker::pollers(const minute_figures& f) {
  const double waiting = std::ceil(4 + f.actions.count / 8);
  value("operation=\"PollActivityTaskQueue\",", "", waiting);
  value("operation=\"PollWorkflowTaskQueue\",", "", waiting);
}

void sample_maker::operations(double active, double background, double standby) {
  std::string before;
  const auto all = [&](std::string_view is_background, std::string_view mode, std::string_view region, double total) {
    for (const auto& [name, part] : operation_shares) {
      if (total * part < reported_min) continue;
      before.assign("is_background=\"").append(is_background).append("\",namespace_mode=\"").append(mode);
      before.append("\",operation=\"").append(name).append("\",");
      put(region, before, "", total * part);
    }
  };
  all("false", "active", labels_->region, active);
  all("false", "standby", labels_->standby_region, standby);
  all("true", "active", labels_->region, background);
}

void sample_maker::workflows(double per_s, bool with_operation) {
  const std::string_view before = with_operation ? "operation=\"CompletionStats\"," : "";
  rate(before, labels_->workflow_type[0], per_s * 0.7);
  rate(before, labels_->workflow_type[1], per_s * 0.3);
}

// The activity families; latencies have no task queue and no workflow type.
void sample_maker::activities(double per_s, std::string_view timeout_type) {
  if (wanted_.activity_type) after_account_ = "temporal_activity_type=\"ChargeCard\",";
  if (timeout_type == "latency") {
    value("", "", family_->factor);
  } else {
    rate("", labels_->workflow_type[0] + std::string(timeout_type), per_s);
  }
}

void sample_maker::polls(double per_s) {
  after_region_ = "task_type=\"activity\",";
  rate("operation=\"PollActivityTaskQueue\",", ",temporal_task_queue=\"main\"", per_s * 0.6);
  after_region_ = "task_type=\"workflow\",";
  rate("operation=\"PollWorkflowTaskQueue\",", ",temporal_task_queue=\"main\"", per_s * 0.4);
}

void sample_maker::backlog(const minute_figures& f) {
  std::string after = ",temporal_task_queue=\"main\"";
  if (wanted_.build_id) after += ",temporal_worker_build_id=\"1.4.2\"";
  if (wanted_.deployment_name) after += ",temporal_worker_deployment_name=\"main\"";
  after_region_ = "task_priority=\"3\",task_type=\"activity\",";
  value("", after, std::round(f.actions.throttled * 2));
  after_region_ = "task_priority=\"3\",task_type=\"workflow\",";
  value("", after, std::round(f.actions.throttled));
}

// The region of a replication lag is the replica's.
void sample_maker::replication() {
  if (namespace_->replica.empty()) return;
  put(labels_->standby_region, "", "", family_->factor);
}

void sample_maker::rate(std::string_view before, std::string_view after, double v) {
  if (v >= reported_min) put(labels_->region, before, after, v);
}

void sample_maker::value(std::string_view before, std::string_view after, double v) {
  put(labels_->region, before, after, v);
}

void sample_maker::value_without_region(std::string_view before, double v) {
  const bool is_rate = family_->source == sample_source::total_action;
  if (!is_rate || v >= reported_min) put("", before, "", v);
}

void sample_maker::put(std::string_view region, std::string_view before, std::string_view after, double v) {
  if (damage_.absent) return;
  scratch_.clear();
  scratch_.append(before).append(region).append(after_region_).append(labels_->account);
  scratch_.append(after_account_).append(labels_->name).append(after);
  if (damage_.nan) v = std::numeric_limits<double>::quiet_NaN();
  if (damage_.negative) v = -v - 1;
  out_.sample(family_->name, scratch_, v);
  if (damage_.duplicate) out_.sample(family_->name, scratch_, v);
}

}  // namespace headroom::sim

// Options of steps: from JSON to the SDK's option classes. What a program does not give is not set.
#include "attributes.h"

#include <chrono>
#include <stdexcept>

#include "expression.h"
#include "times.h"

#include "headroom/temporal/common/datetime.h"

namespace kitchen_sink {
namespace {

template <class T>
T one_of(const json& step, const char* field, std::initializer_list<std::pair<const char*, T>> choices, T usual) {
  const auto found = step.find(field);
  if (found == step.end() || found->is_null()) return usual;
  for (const auto& [name, choice] : choices) {
    if (*found == name) return choice;
  }
  throw std::runtime_error(std::string("unknown ") + field + " " + found->dump());
}

temporal::search_attribute_value attribute_value(temporal::search_attribute_type type, const json& v) {
  using enum temporal::search_attribute_type;
  switch (type) {
    case text:
    case keyword:
      return v.get<std::string>();
    case integer:
      return v.get<std::int64_t>();
    case real:
      return v.get<double>();
    case boolean:
      return v.get<bool>();
    case datetime:
      return temporal::parse_rfc3339(v.get<std::string>());
    case keyword_list:
      return v.get<std::vector<std::string>>();
  }
  throw std::runtime_error("unknown search attribute type");
}

template <class Options>
void set_timeouts(Options& o, const json& step) {
  if (const auto d = optional_duration(step, "execution_timeout")) o.execution_timeout(*d);
  if (const auto d = optional_duration(step, "run_timeout")) o.run_timeout(*d);
  if (const auto d = optional_duration(step, "task_timeout")) o.task_timeout(*d);
}

bool given(const json& step, const char* field) {
  const auto found = step.find(field);
  return found != step.end() && !found->is_null();
}

wf::activity_cancellation cancellation_of(const json& step) {
  using enum wf::activity_cancellation;
  return one_of<wf::activity_cancellation>(step, "cancellation",
                                           {{"try", try_cancel}, {"wait", wait}, {"abandon", abandon}}, try_cancel);
}

// What remote and local activities have in common.
template <class Options>
void set_activity_options(Options& o, const json& step) {
  if (const auto d = optional_duration(step, "schedule_to_close")) o.schedule_to_close(*d);
  if (const auto d = optional_duration(step, "schedule_to_start")) o.schedule_to_start(*d);
  if (const auto d = optional_duration(step, "start_to_close")) o.start_to_close(*d);
  if (given(step, "retry")) o.retry(retry_of(step.at("retry")));
  if (given(step, "id")) o.activity_id(step.at("id").get<std::string>());
  if (given(step, "summary")) o.summary(step.at("summary").get<std::string>());
  o.cancellation(cancellation_of(step));
}

}  // namespace

std::vector<temporal::search_attribute_update> attribute_updates(const json& attributes) {
  std::vector<temporal::search_attribute_update> out;
  for (const auto& [name, attribute] : attributes.items()) {
    const auto type = temporal::parse_search_attribute_type(attribute.at("type").get<std::string>());
    if (!type) throw std::runtime_error("unknown search attribute type " + attribute.at("type").dump());
    const bool removed = !given(attribute, "value");
    out.push_back({name, *type, removed ? std::nullopt : std::optional(attribute_value(*type, attribute.at("value")))});
  }
  return out;
}

temporal::search_attributes search_attributes_of(const json& attributes) {
  temporal::search_attributes out;
  for (auto& update : attribute_updates(attributes)) out.apply(std::move(update));
  return out;
}

temporal::payload_map memo_fields(const json& memo) {
  temporal::payload_map out;
  for (const auto& [key, v] : memo.items()) out.emplace(key, temporal::to_payload(value(v)));
  return out;
}

temporal::retry_policy retry_of(const json& described) {
  temporal::retry_policy out;
  out.initial_interval(described.contains("initial") ? duration_of(described.at("initial")) : std::chrono::seconds(1));
  out.backoff_coefficient(described.value("coefficient", 2.0));
  if (const auto d = optional_duration(described, "max_interval")) out.maximum_interval(*d);
  if (given(described, "max_attempts")) out.max_attempts(described.at("max_attempts").get<std::int32_t>());
  if (given(described, "non_retryable"))
    out.non_retryable(described.at("non_retryable").get<std::vector<std::string>>());
  return out;
}

temporal::priority priority_of(const json& step) {
  temporal::priority out;
  if (given(step, "priority")) out.key = step.at("priority").get<std::int32_t>();
  return out;
}

wf::activity_options activity_options_of(const json& step) {
  wf::activity_options o;
  set_activity_options(o, step);
  if (const auto d = optional_duration(step, "heartbeat")) o.heartbeat(*d);
  if (given(step, "task_queue")) o.task_queue(step.at("task_queue").get<std::string>());
  if (given(step, "priority")) o.priority(priority_of(step));
  return o;
}

wf::local_activity_options local_activity_options_of(const json& step) {
  wf::local_activity_options o;
  set_activity_options(o, step);
  if (const auto d = optional_duration(step, "local_retry_threshold")) o.local_retry_threshold(*d);
  return o;
}

wf::child_options child_options_of(const json& step, const frame& at) {
  wf::child_options o;
  set_timeouts(o, step);
  if (given(step, "id")) o.workflow_id(step.at("id").get<std::string>());
  if (given(step, "task_queue")) o.task_queue(step.at("task_queue").get<std::string>());
  if (given(step, "retry")) o.retry(retry_of(step.at("retry")));
  using enum wf::id_reuse;
  o.id_reuse(one_of<wf::id_reuse>(step, "id_reuse",
                                  {{"allow_duplicate", allow_duplicate},
                                   {"allow_duplicate_failed_only", allow_duplicate_failed_only},
                                   {"reject_duplicate", reject_duplicate}},
                                  allow_duplicate));
  o.parent_close(one_of<wf::parent_close>(step, "parent_close",
                                          {{"terminate", wf::parent_close::terminate},
                                           {"abandon", wf::parent_close::abandon},
                                           {"request_cancel", wf::parent_close::request_cancel}},
                                          wf::parent_close::terminate));
  o.cancellation(one_of<wf::child_cancellation>(step, "cancellation",
                                                {{"wait", wf::child_cancellation::wait},
                                                 {"wait_requested", wf::child_cancellation::wait_requested},
                                                 {"try", wf::child_cancellation::try_cancel},
                                                 {"abandon", wf::child_cancellation::abandon}},
                                                wf::child_cancellation::wait));
  if (given(step, "memo")) {
    const json memo = evaluate_json(step.at("memo"), at);
    for (const auto& [key, v] : memo.items()) o.memo(key, value(v));
  }
  if (given(step, "search_attributes"))
    o.search_attributes(search_attributes_of(evaluate_json(step.at("search_attributes"), at)));
  if (given(step, "summary")) o.summary(step.at("summary").get<std::string>());
  if (given(step, "details")) o.details(step.at("details").get<std::string>());
  if (given(step, "priority")) o.priority(priority_of(step));
  return o;
}

wf::continue_as_new_options continue_options(const json& step, const frame& at) {
  wf::continue_as_new_options o;
  if (given(step, "type")) o.workflow_type(step.at("type").get<std::string>());
  if (given(step, "task_queue")) o.task_queue(step.at("task_queue").get<std::string>());
  if (const auto d = optional_duration(step, "run_timeout")) o.run_timeout(*d);
  if (const auto d = optional_duration(step, "task_timeout")) o.task_timeout(*d);
  if (given(step, "retry")) o.retry(retry_of(step.at("retry")));
  if (given(step, "memo")) {
    const json memo = evaluate_json(step.at("memo"), at);
    for (const auto& [key, v] : memo.items()) o.memo(key, value(v));
  }
  if (given(step, "search_attributes"))
    o.search_attributes(search_attributes_of(evaluate_json(step.at("search_attributes"), at)));
  return o;
}

}  // namespace kitchen_sink

#include "information.h"

#include <functional>
#include <map>
#include <stdexcept>
#include <variant>

#include "failures.h"
#include "times.h"

#include "headroom/temporal/common/datetime.h"

namespace kitchen_sink {
namespace {

json seconds_or_null(const std::optional<temporal::duration>& d) { return d ? json(seconds_of(*d)) : json(); }
json text_or_null(const std::optional<std::string>& text) { return text ? json(*text) : json(); }
json id_or_null(const std::optional<wf::execution>& of) { return of ? json(of->workflow_id) : json(); }

json priority_of(const wf::info& i) { return i.priority && i.priority->key ? json(*i.priority->key) : json(); }

value last_result(const wf::info& i) { return i.last_result ? temporal::from_payload<value>(*i.last_result) : value(); }

using reader = std::function<value(const wf::info&)>;

const std::map<std::string, reader, std::less<>>& fields() {
  static const std::map<std::string, reader, std::less<>> table{
      {"workflow_id", [](const wf::info& i) { return json(i.workflow_id); }},
      {"run_id", [](const wf::info& i) { return json(i.run_id); }},
      {"workflow_type", [](const wf::info& i) { return json(i.workflow_type); }},
      {"namespace", [](const wf::info& i) { return json(i.workflow_namespace); }},
      {"task_queue", [](const wf::info& i) { return json(i.task_queue); }},
      {"attempt", [](const wf::info& i) { return json(i.attempt); }},
      {"cron_schedule", [](const wf::info& i) { return i.cron_schedule.empty() ? json() : json(i.cron_schedule); }},
      {"continued_run_id", [](const wf::info& i) { return text_or_null(i.continued_run_id); }},
      {"parent_workflow_id", [](const wf::info& i) { return id_or_null(i.parent); }},
      {"root_workflow_id", [](const wf::info& i) { return id_or_null(i.root); }},
      {"execution_timeout", [](const wf::info& i) { return seconds_or_null(i.execution_timeout); }},
      {"run_timeout", [](const wf::info& i) { return seconds_or_null(i.run_timeout); }},
      {"task_timeout", [](const wf::info& i) { return seconds_or_null(i.task_timeout); }},
      {"history_length", [](const wf::info& i) { return json(i.history_length); }},
      {"continue_as_new_suggested", [](const wf::info& i) { return json(i.continue_as_new_suggested); }},
      {"cancel_reason", [](const wf::info&) { return text_or_null(wf::cancel_reason()); }},
      {"last_result", last_result},
      {"last_failure", [](const wf::info& i) { return i.last_failure ? description_of(*i.last_failure) : json(); }},
      {"priority", priority_of},
  };
  return table;
}

}  // namespace

value information(const std::string& field) {
  const auto found = fields().find(field);
  if (found == fields().end()) throw std::runtime_error("expression: unknown $info field " + field);
  return found->second(wf::current_info());
}

value memo_value(const std::string& key) { return wf::memo<value>(key).value_or(value()); }

value search_attribute_json(const std::string& key) {
  const auto* entry = wf::current_info().search_attributes.find(key);
  if (entry == nullptr) return {};
  return std::visit(
      [](const auto& v) -> json {
        if constexpr (std::is_same_v<std::decay_t<decltype(v)>, temporal::timestamp>) {
          return temporal::to_rfc3339(v);
        } else {
          return v;
        }
      },
      entry->value);
}

}  // namespace kitchen_sink

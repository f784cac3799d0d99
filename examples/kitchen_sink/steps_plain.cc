// The steps that never wait: variables, failures, patches, attributes, deterministic values.
#include <chrono>
#include <functional>
#include <map>
#include <stdexcept>

#include "attributes.h"
#include "expression.h"
#include "failures.h"
#include "handlers.h"
#include "steps.h"

namespace kitchen_sink {
namespace {

value set_step(const json& step, const frame& at) {
  at.shared->vars.insert_or_assign(step.at("name").get<std::string>(),
                                   step.contains("value") ? evaluate(step.at("value"), at) : value());
  return {};
}

value append_step(const json& step, const frame& at) {
  const value added = step.contains("value") ? evaluate(step.at("value"), at) : value();
  append_to(*at.shared, step.at("name").get<std::string>(), added);
  return {};
}

value throw_step(const json& step, const frame& at) {
  json described = step;
  described.erase("do");
  throw failure_of(evaluate_json(described, at), at.caught);
}

value rethrow_step(const json&, const frame& at) {
  if (!at.caught) throw std::runtime_error("rethrow outside of catch");
  at.caught->raise();
}

value panic_step(const json& step, const frame&) {
  throw std::runtime_error(step.value("message", std::string("panic")));
}

value cancel_step(const json& step, const frame& at) {
  const auto found = at.shared->scopes.find(step.at("name").get<std::string>());
  if (found != at.shared->scopes.end()) {
    const wf::cancellation_scope scope = found->second;
    scope.cancel();
  }
  return {};
}

value now_step(const json&, const frame&) {
  return json(std::chrono::duration_cast<std::chrono::milliseconds>(wf::now().time_since_epoch()).count());
}

value random_step(const json& step, const frame&) {
  return json(wf::random_between(step.at("low").get<std::int64_t>(), step.at("high").get<std::int64_t>()));
}

value deprecate_step(const json& step, const frame&) {
  wf::deprecate_patch(step.at("id").get<std::string>());
  return {};
}

value details_step(const json& step, const frame&) {
  wf::set_current_details(step.at("text").get<std::string>());
  return {};
}

value handle_step(const json& step, const frame& at) {
  register_handler(*at.shared, step);
  return {};
}

value attributes_step(const json& step, const frame& at) {
  wf::upsert_search_attributes(attribute_updates(evaluate_json(step.at("attributes"), at)));
  return {};
}

value memo_step(const json& step, const frame& at) {
  wf::upsert_memo(memo_fields(evaluate_json(step.at("memo"), at)));
  return {};
}

using plain_step = std::function<value(const json& step, const frame& at)>;

const std::map<std::string, plain_step, std::less<>>& steps() {
  static const std::map<std::string, plain_step, std::less<>> table{
      {"set", set_step},
      {"append", append_step},
      {"throw", throw_step},
      {"rethrow", rethrow_step},
      {"panic", panic_step},
      {"cancel", cancel_step},
      {"continue_as_new", [](const json& step, const frame& at) -> value { continue_as_new_step(step, at); }},
      {"patched",
       [](const json& step, const frame&) { return value(json(wf::patched(step.at("id").get<std::string>()))); }},
      {"deprecate_patch", deprecate_step},
      {"upsert_search_attributes", attributes_step},
      {"upsert_memo", memo_step},
      {"now", now_step},
      {"uuid", [](const json&, const frame&) { return value(json(wf::uuid4())); }},
      {"random", random_step},
      {"handle", handle_step},
      {"set_details", details_step},
  };
  return table;
}

}  // namespace

value run_plain_step(const std::string& kind, const json& step, const frame& at) {
  const auto found = steps().find(kind);
  if (found == steps().end()) throw std::runtime_error("unknown step " + kind);
  return found->second(step, at);
}

void continue_as_new_step(const json& step, const frame& at) {
  json program = step.contains("program") && step.at("program").is_object() ? step.at("program") : at.shared->program;
  if (step.contains("vars")) program["vars"] = evaluate_json(step.at("vars"), at);
  wf::continue_as_new(continue_options(step, at), value(std::move(program)));
}

}  // namespace kitchen_sink

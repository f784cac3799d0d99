#include "handlers.h"

#include <memory>
#include <stdexcept>
#include <utility>

#include "expression.h"
#include "steps.h"

namespace kitchen_sink {
namespace {

value first_of(const temporal::raw_args& arguments) { return arguments.size() > 0 ? arguments.get<value>(0) : value(); }

wf::task<> run_signal(frame at) {
  auto running = run_steps(at, at.keep_alive.get());
  co_await running;
}

wf::task<value> run_update(frame at) {
  auto running = run_branch(at, at.keep_alive.get());
  co_return co_await running;
}

// A handler's code, shared by all its runs.
class handler_code {
 public:
  handler_code(machine& shared, const json& handler, const char* field) : shared_(&shared) {
    if (const auto found = handler.find(field); found != handler.end() && !found->is_null()) {
      code_ = std::make_shared<const json>(*found);
    }
  }
  [[nodiscard]] frame frame_for(const temporal::raw_args& arguments, std::optional<std::string> name = {}) const {
    return {
        .shared = shared_, .keep_alive = code_, .arg = first_of(arguments), .name = std::move(name), .caught = nullptr};
  }
  [[nodiscard]] const json& code() const { return *code_; }

 private:
  machine* shared_;
  std::shared_ptr<const json> code_ = std::make_shared<const json>(json::array());
};

void register_signal(machine& shared, const json& name, const json& handler) {
  const handler_code code(shared, handler, "steps");
  if (name.is_null()) {
    wf::set_dynamic_signal_handler([code](std::string called, temporal::raw_args arguments) {
      return run_signal(code.frame_for(arguments, std::move(called)));
    });
  } else {
    wf::set_signal_handler(name.get<std::string>(),
                           [code](temporal::raw_args arguments) { return run_signal(code.frame_for(arguments)); });
  }
}

void register_update(machine& shared, const json& name, const json& handler) {
  const handler_code code(shared, handler, "steps"), condition(shared, handler, "reject_if");
  if (name.is_null()) {
    wf::set_dynamic_update_handler(
        [code](std::string called, temporal::raw_args arguments) {
          return run_update(code.frame_for(arguments, std::move(called)));
        },
        [condition](std::string called, temporal::raw_args arguments) {
          reject_if_asked(condition.code(), condition.frame_for(arguments, std::move(called)));
        });
  } else {
    wf::set_update_handler(
        name.get<std::string>(), [code](temporal::raw_args arguments) { return run_update(code.frame_for(arguments)); },
        [condition](temporal::raw_args arguments) {
          reject_if_asked(condition.code(), condition.frame_for(arguments));
        });
  }
}

void register_query(machine& shared, const json& name, const json& handler) {
  const handler_code code(shared, handler, "value");
  if (name.is_null()) {
    wf::set_dynamic_query_handler([code](std::string called, temporal::raw_args arguments) {
      return evaluate(code.code(), code.frame_for(arguments, std::move(called)));
    });
  } else {
    wf::set_query_handler(name.get<std::string>(), [code](temporal::raw_args arguments) {
      return evaluate(code.code(), code.frame_for(arguments));
    });
  }
}

}  // namespace

void register_handler(machine& shared, const json& handler) {
  if (const auto name = handler.find("signal"); name != handler.end()) return register_signal(shared, *name, handler);
  if (const auto name = handler.find("update"); name != handler.end()) return register_update(shared, *name, handler);
  if (const auto name = handler.find("query"); name != handler.end()) return register_query(shared, *name, handler);
  throw std::runtime_error("a handler is for a signal, an update or a query, saw " + handler.dump().substr(0, 80));
}

void append_to(machine& shared, const std::string& name, const value& added) {
  json list = json_of(shared.variable(name));
  if (list.is_null()) list = json::array();
  if (!list.is_array()) throw std::runtime_error("append: the variable " + name + " is no list");
  list.push_back(json_of(added));
  shared.vars.insert_or_assign(name, value(std::move(list)));
}

void reject_if_asked(const json& reject_if, const frame& at) {
  if (!truth(evaluate(reject_if, at))) return;
  temporal::application_failure rejected("rejected");
  rejected.type("Rejected").raw_details({temporal::to_payload(at.arg.value_or(value()))});
  throw rejected;
}

}  // namespace kitchen_sink

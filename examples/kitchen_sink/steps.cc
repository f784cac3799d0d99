// Control flow: which step runs next, and how lists of steps end.
#include "steps.h"

#include <filesystem>
#include <set>
#include <stdexcept>

#include "expression.h"

namespace kitchen_sink {
namespace {

const std::set<std::string, std::less<>> operations{"sleep",        "wait",   "activity",        "child",
                                                    "child_result", "signal", "cancel_external", "wait_handlers"};
const std::set<std::string, std::less<>> concurrency{"spawn", "join", "all", "any"};

bool file_exists(const std::string& path) {
  std::error_code ignored;  // a path that cannot be looked at is a file that is not there
  return std::filesystem::exists(path, ignored);
}

wf::task<flow> run_while(const json* step, frame at) {
  while (truth(evaluate(step->at("cond"), at))) {
    auto once = run_steps(at, steps_in(*step, "steps"));
    flow ended = co_await once;
    if (ended.returned) co_return ended;
  }
  co_return flow{};
}

// A scope keeps its name while it runs; of several with one name the newest has it.
class named_scope {
 public:
  named_scope(machine& shared, std::string name, const wf::cancellation_scope& scope)
      : shared_(shared), name_(std::move(name)) {
    if (!name_.empty()) shared_.scopes.insert_or_assign(name_, scope);
  }
  ~named_scope() {
    if (!name_.empty()) shared_.scopes.erase(name_);
  }
  named_scope(const named_scope&) = delete;
  named_scope& operator=(const named_scope&) = delete;

 private:
  machine& shared_;
  std::string name_;
};

wf::task<flow> run_scope(const json* step, frame at) {
  const bool shielded = step->value("shielded", false);
  const wf::cancellation_scope scope = shielded ? wf::cancellation_scope::shielded() : wf::cancellation_scope();
  const named_scope name(*at.shared, step->value("name", std::string()), scope);
  auto inside = scope.run(run_steps(at, steps_in(*step, "steps")));
  co_return co_await inside;
}

// The steps that hold other steps.
wf::task<flow> run_block(const std::string kind, const json* step, frame at) {
  if (kind == "while") co_return co_await run_while(step, at);
  if (kind == "scope") co_return co_await run_scope(step, at);
  if (kind == "try") co_return co_await run_try(step, at);
  const bool taken =
      kind == "if" ? truth(evaluate(step->at("cond"), at)) : file_exists(step->at("path").get<std::string>());
  co_return co_await run_steps(at, steps_in(*step, taken ? "then" : "else"));
}

bool is_block(const std::string& kind) {
  return kind == "if" || kind == "if_file" || kind == "while" || kind == "scope" || kind == "try";
}

void store(const json& step, const frame& at, const value& result) {
  if (const auto as = step.find("as"); as != step.end())
    at.shared->vars.insert_or_assign(as->get<std::string>(), result);
}

wf::task<flow> run_step(const json* step, frame at) {
  const std::string kind = step->at("do").get<std::string>();
  if (kind == "return") {
    co_return flow{true, step->contains("value") ? evaluate(step->at("value"), at) : value()};
  }
  if (is_block(kind)) {
    flow ended = co_await run_block(kind, step, at);
    if (!ended.returned) store(*step, at, ended.result);
    co_return ended;
  }
  value result;
  if (operations.contains(kind)) {
    result = co_await run_operation(kind, step, at);
  } else if (concurrency.contains(kind)) {
    result = co_await run_concurrency_step(kind, step, at);
  } else {
    result = run_plain_step(kind, *step, at);
  }
  store(*step, at, result);
  co_return flow{};
}

const json no_steps = json::array();

}  // namespace

const json* steps_in(const json& step, const char* field) {
  const auto found = step.find(field);
  return found == step.end() || found->is_null() ? &no_steps : &*found;
}

wf::task<flow> run_steps(frame at, const json* steps) {
  for (const auto& step : *steps) {
    flow ended = co_await run_step(&step, at);
    if (ended.returned) co_return ended;
  }
  co_return flow{};
}

wf::task<value> run_branch(frame at, const json* steps) {
  flow ended = co_await run_steps(std::move(at), steps);
  co_return ended.result;
}

}  // namespace kitchen_sink

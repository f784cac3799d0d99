// Branches that run beside the rest: spawn and join, all, any.
#include <stdexcept>

#include "expression.h"
#include "steps.h"

namespace kitchen_sink {
namespace {

// Gives the scope's name back when the branch has ended, unless another took it meanwhile.
wf::task<value> run_named_branch(frame at, const json* steps, std::string name, wf::cancellation_scope own) {
  struct forget {
    machine& shared;
    const std::string& name;
    const wf::cancellation_scope& own;
    ~forget() {
      const auto found = shared.scopes.find(name);
      if (found != shared.scopes.end() && found->second.state() == own.state()) shared.scopes.erase(found);
    }
  } at_the_end{*at.shared, name, own};
  auto inside = run_branch(at, steps);
  co_return co_await inside;
}

value spawn_step(const json& step, const frame& at) {
  const std::string name = step.at("name").get<std::string>();
  const wf::cancellation_scope scope;
  at.shared->scopes.insert_or_assign(name, scope);
  auto running = wf::spawn(scope.run(run_named_branch(at, steps_in(step, "steps"), name, scope)));
  at.shared->branches.insert_or_assign(name, branch{running});
  return {};
}

wf::task<value> join_step(const json* step, frame at) {
  const std::string name = step->at("name").get<std::string>();
  const auto found = at.shared->branches.find(name);
  if (found == at.shared->branches.end()) throw std::runtime_error("no branch was spawned under the name " + name);
  const auto end = found->second.end;
  co_return co_await end;
}

std::vector<wf::task<value>> branches_of(const json& step, const frame& at) {
  std::vector<wf::task<value>> out;
  for (const auto& steps : step.at("branches")) out.push_back(run_branch(at, &steps));
  return out;
}

wf::task<value> all_step(const json* step, frame at) {
  auto together = wf::all(branches_of(*step, at));
  const std::vector<value> results = co_await together;
  json out = json::array();
  for (const auto& v : results) out.push_back(json_of(v));
  co_return out;
}

wf::task<value> any_step(const json* step, frame at) {
  auto racing = wf::any(branches_of(*step, at));
  const auto won = co_await racing;
  co_return json(won.index);
}

wf::task<value> ready(value v) { co_return v; }

}  // namespace

wf::task<value> run_concurrency_step(const std::string& kind, const json* step, frame at) {
  if (kind == "spawn") return ready(spawn_step(*step, at));
  if (kind == "join") return join_step(step, std::move(at));
  if (kind == "all") return all_step(step, std::move(at));
  return any_step(step, std::move(at));
}

}  // namespace kitchen_sink

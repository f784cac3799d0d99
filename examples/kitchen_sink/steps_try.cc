// try, catch and finally. They see Temporal failures only: anything else passes through untouched.
#include <exception>

#include "expression.h"
#include "failures.h"
#include "steps.h"

namespace kitchen_sink {
namespace {

// How steps ended: with a flow, or with a Temporal failure.
struct ending {
  flow how;
  std::shared_ptr<const temporal::failure> failed;
};

wf::task<ending> settle(frame at, const json* steps) {
  ending out;
  try {
    out.how = co_await run_steps(std::move(at), steps);
  } catch (const temporal::failure& f) {
    out.failed = f.clone();
  }
  co_return out;
}

bool agrees(const json& handler, const temporal::failure& f) {
  const std::string only = handler.value("only", std::string("any"));
  return only == "any" || (only == "cancelled") == temporal::is_cancellation(f);
}

wf::task<ending> handle(const json* step, frame at, ending before) {
  const auto handler = step->find("catch");
  if (!before.failed || handler == step->end() || !agrees(*handler, *before.failed)) co_return before;
  at.caught = before.failed;
  if (const auto as = handler->find("as"); as != handler->end()) {
    at.shared->vars.insert_or_assign(as->get<std::string>(), value(description_of(*before.failed)));
  }
  co_return co_await settle(at, steps_in(*handler, "steps"));
}

}  // namespace

wf::task<flow> run_try(const json* step, frame at) {
  ending tried = co_await settle(at, steps_in(*step, "steps"));
  ending ended = co_await handle(step, at, std::move(tried));
  // What `finally` throws or returns replaces what was there before.
  flow last = co_await run_steps(at, steps_in(*step, "finally"));
  if (last.returned) co_return last;
  if (ended.failed) ended.failed->raise();
  co_return ended.how;
}

}  // namespace kitchen_sink

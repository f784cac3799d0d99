#include "headroom/temporal/worker/workflow_dispatcher.h"

#include <exception>
#include <utility>

#include "headroom/temporal/common/failure_converter.h"
#include "headroom/temporal/runtime/no_blocking.h"

namespace temporal::detail {
namespace {

query_gate::is_under_way awaiting(const workflow_run& run) {
  return [&run](std::string_view activity_id) { return run.awaits_local_activity(activity_id); };
}

}  // namespace

workflow_dispatcher::workflow_dispatcher(bridge_worker& core, workflow_run_factory make_run, settings what)
    : core_(core),
      make_run_(std::move(make_run)),
      settings_(std::move(what)),
      watchdog_(settings_.deadlock_timeout),
      pool_("temporal-wf", settings_.threads_max) {}

void workflow_dispatcher::close() {
  pool_.close();
  runs_.clear();
}

std::size_t workflow_dispatcher::cached_count() {
  const std::lock_guard lock(mutex_);
  return runs_.size();
}

std::vector<std::string> workflow_dispatcher::busy_run_ids() {
  std::vector<std::string> ids;
  const std::lock_guard lock(mutex_);
  for (const auto& [id, entry] : runs_) {
    if (entry.busy) ids.push_back(id);
  }
  return ids;
}

void workflow_dispatcher::on_activation(bridge_event event) {
  auto seen = peek(event.data());
  if (!seen) return core_.log(log_level::error, "an activation of the core could not be read");
  activation arrived{std::move(event), std::move(*seen)};
  {
    const std::lock_guard lock(mutex_);
    auto& entry = runs_[arrived.seen.run_id];
    if (entry.busy) {
      entry.waiting.push_back(std::move(arrived));
      return;
    }
    entry.busy = true;
  }
  pool_.post([this, arrived = std::move(arrived)]() mutable { work_on(std::move(arrived)); });
}

void workflow_dispatcher::work_on(activation next) {
  const no_blocking guard("a workflow thread");
  for (;;) {
    cached_run* entry = nullptr;
    {
      const std::lock_guard lock(mutex_);
      entry = &runs_.at(next.seen.run_id);  // Its address is stable, and nobody erases a busy run.
    }
    handle(*entry, next);
    const std::lock_guard lock(mutex_);
    if (entry->waiting.empty()) {
      entry->busy = false;
      if (entry->run == nullptr) runs_.erase(next.seen.run_id);
      return;
    }
    next = std::move(entry->waiting.front());
    entry->waiting.pop_front();
  }
}

void workflow_dispatcher::handle(cached_run& entry, const activation& what) {
  const auto answer = std::make_shared<activation_answer>(core_, what.seen.run_id);
  if (what.seen.evicts) {
    entry.run.reset();
    entry.leaving = false;
    settings_.gate->forget(what.seen.run_id);
    answer->complete_empty();
    return;
  }
  try {
    if (what.seen.initializes) entry.run = make_run_();
    if (entry.run == nullptr) {
      answer->fail("run " + what.seen.run_id + " is not in this worker's memory, and the activation does not start it");
      return;
    }
    if (leaves_queries(entry, what, *answer)) {
      core_.log(log_level::debug, "run " + what.seen.run_id + ": its queries come again after a local activity's end");
      answer->complete_empty();
      return;
    }
    activate(entry, what, answer);
  } catch (...) {
    const std::string reason = describe(std::current_exception());
    core_.log(log_level::error, "run " + what.seen.run_id + ": its workflow task failed: " + reason);
    answer->fail(reason);
  }
}

void workflow_dispatcher::activate(cached_run& entry, const activation& what,
                                   const std::shared_ptr<activation_answer>& answer) {
  std::string completion;
  {
    const watch_scope watch(watchdog_, [this, answer] {
      const std::string message = deadlock_message(settings_.deadlock_timeout);
      if (!answer->fail(message)) return;
      core_.log(log_level::error, "run " + answer->run_id() + ": " + message);
      pool_.add_spare_thread();
    });
    completion = entry.run->activate(what.event.data());
  }
  if (what.seen.resolves) settings_.gate->settle(what.seen.run_id, awaiting(*entry.run));
  if (entry.leaving && entry.run->holds_task()) {
    // One more activation of a task that seemed over has begun a local activity. Core would forget the run right after
    // this answer, commands and all, since they are sent only when the local activity has ended.
    core_.log(log_level::debug,
              "run " + what.seen.run_id + ": leaves where a local activity begins; the task comes again");
    answer->fail("the run left memory before its local activity could begin");
    return;
  }
  // Before the answer, so that a task that comes with the server's reply to it finds the run leaving, and waits.
  if (!entry.leaving && ends_task(*entry.run, what)) {
    entry.leaving = true;
    core_.evict(what.seen.run_id);
  }
  answer->complete(completion);
}

// Closes the gate for an answer to queries. Where a local activity has ended that the run was not told of yet, they are
// not answered: core goes on to tell it, and the server, whose queries had no answer, asks again once the task is over.
bool workflow_dispatcher::leaves_queries(const cached_run& entry, const activation& what,
                                         activation_answer& answer) const {
  if (!what.seen.queries || what.seen.queries_alone) return false;
  auto closed = settings_.gate->close(what.seen.run_id, awaiting(*entry.run));
  if (closed == nullptr) return true;
  answer.keep_until_acknowledged(std::move(closed));
  return false;
}

// Without a cache a run is forgotten when its task is over: when nothing is left to replay, no local activity is under
// way and nothing was cancelled whose end core may tell in the same task. Core could do so itself, but then it holds
// one run at a time and drops those with local activities for the next, whose tasks come again only after their
// timeout.
bool workflow_dispatcher::ends_task(const workflow_run& run, const activation& what) const {
  return settings_.forget_after_task && !run.holds_task() && !run.awaits_cancelled() &&
         (!what.seen.replaying || what.seen.queries);
}

}  // namespace temporal::detail

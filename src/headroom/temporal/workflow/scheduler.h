#pragma once

#include <deque>
#include <exception>
#include <functional>
#include <list>
#include <memory>
#include <vector>

#include "headroom/temporal/workflow/task.h"

namespace temporal::workflow::detail {

class condition_list;

// The ready queue of one run and the coroutines that nobody waits for: main, handlers and spawned tasks.
class scheduler {
 public:
  void push_back(coroutine_base& c) { ready_.push_back(&c); }
  void push_front(coroutine_base& c) { ready_.push_front(&c); }
  void on_final(coroutine_base& c) noexcept;

  // Takes a task over and queues it. What it throws ends nothing: roots handle their own exceptions.
  void start(task<void> root, std::shared_ptr<scope_state> scope);

  // Runs until nothing is ready and no condition holds, or until a root has failed (then its exception is rethrown).
  // Conditions are looked at only while `may_wake` allows it.
  void run(condition_list& conditions, const std::function<bool()>& may_wake);

  // The scope of the coroutine that runs now; null when none does.
  [[nodiscard]] const std::shared_ptr<scope_state>* current_scope() const {
    return running_ == nullptr ? nullptr : &running_->scope;
  }

  // Destroys all coroutines without resuming any, the youngest root first.
  void destroy_all();

 private:
  void run_ready();
  void reap();

  std::deque<coroutine_base*> ready_;
  std::list<coroutine_base*> roots_;
  std::vector<coroutine_base*> ended_;
  coroutine_base* running_ = nullptr;
};

}  // namespace temporal::workflow::detail

#pragma once

#include <coroutine>
#include <memory>

// What every workflow coroutine carries, whatever its type. Internal, but in public headers since tasks are templates.
namespace temporal::workflow::detail {

class scope_state;
struct coroutine_base;

// The place in a waiting coroutine's frame that owns the task it waits for.
struct task_link {
  coroutine_base* child = nullptr;
  task_link() = default;
  task_link(const task_link&) = delete;
  task_link& operator=(const task_link&) = delete;
  ~task_link();
};

struct coroutine_base {
  std::coroutine_handle<> handle;
  std::shared_ptr<scope_state> scope;      // given by whoever starts it: the caller's, or one of its own
  coroutine_base* continuation = nullptr;  // who waits for its end; null for the runtime's own roots
  task_link* link = nullptr;               // set while it waits for a task
};

inline task_link::~task_link() {
  if (child != nullptr) child->handle.destroy();
}

// Hands a coroutine to the scheduler of the current run: at the back of the queue when something outside woke it, at
// the front where a plain call or return would go on at once. Nothing is resumed from inside these functions: without
// symmetric transfer the stack stays flat in every build mode.
void resume_later(coroutine_base& c);
void resume_next(coroutine_base& c);
void on_final(coroutine_base& c) noexcept;

// Destroys a suspended coroutine and all it waits for, innermost first, without recursion.
void destroy_from_leaf(coroutine_base& root);

}  // namespace temporal::workflow::detail

#include "headroom/temporal/workflow/coroutine.h"

#include <utility>
#include <vector>

#include "headroom/temporal/workflow/runtime.h"

namespace temporal::workflow::detail {

void resume_later(coroutine_base& c) { require_current("this wait").sched.push_back(c); }

void resume_next(coroutine_base& c) { require_current("this wait").sched.push_front(c); }

void on_final(coroutine_base& c) noexcept { current()->sched.on_final(c); }

void destroy_from_leaf(coroutine_base& root) {
  std::vector<task_link*> chain;
  for (auto* at = &root; at->link != nullptr && at->link->child != nullptr; at = at->link->child)
    chain.push_back(at->link);
  while (!chain.empty()) {
    auto* const leaf = std::exchange(chain.back()->child, nullptr);
    chain.pop_back();
    leaf->handle.destroy();
  }
  root.handle.destroy();
}

}  // namespace temporal::workflow::detail

#pragma once

#include <list>

namespace temporal::workflow::detail {

class condition_operation;

// Conditions that are waited for, in the order in which the waits began.
class condition_list {
 public:
  void add(condition_operation& c) { waiting_.push_back(&c); }
  void remove(condition_operation& c) { waiting_.remove(&c); }
  void clear() { waiting_.clear(); }

  // Wakes the first whose predicate holds (or throws); false when none does.
  bool wake_first();

  template <class F>
  void for_each(F&& f) const {
    for (const auto* c : waiting_) f(*c);
  }

 private:
  std::list<condition_operation*> waiting_;
};

}  // namespace temporal::workflow::detail

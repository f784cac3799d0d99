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

  // Wakes all whose predicate holds (or throws); false when none does. All are looked at before any of those who waited
  // goes on: what one of them then changes does not put the others to sleep again.
  bool wake_those_that_hold();

  template <class F>
  void for_each(F&& f) const {
    for (const auto* c : waiting_) f(*c);
  }

 private:
  std::list<condition_operation*> waiting_;
};

}  // namespace temporal::workflow::detail

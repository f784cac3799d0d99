#pragma once

#include <vector>

namespace temporal::workflow::detail {

// Somebody to be told, once, when something is done.
class waiter {
 public:
  virtual void wake() = 0;

 protected:
  ~waiter() = default;
};

// Something that gets done once. Waiters are woken in the order in which they came.
class completable {
 public:
  completable() = default;
  completable(const completable&) = delete;
  completable& operator=(const completable&) = delete;

  [[nodiscard]] bool done() const { return done_; }
  void add(waiter& w) { waiters_.push_back(&w); }
  void remove(waiter& w) { std::erase(waiters_, &w); }

 protected:
  ~completable() = default;
  void finish();

 private:
  std::vector<waiter*> waiters_;
  bool done_ = false;
};

}  // namespace temporal::workflow::detail

#include "headroom/temporal/worker/thread_pool.h"

#include <pthread.h>
#include <utility>

#include "headroom/temporal/runtime/signal_mask.h"

namespace temporal::detail {

thread_pool::thread_pool(std::string name, std::size_t threads_max)
    : name_(name.substr(0, 15)), threads_max_(threads_max == 0 ? 1 : threads_max) {}

thread_pool::~thread_pool() { close(); }

void thread_pool::post(job work) {
  const std::lock_guard lock(mutex_);
  if (closed_) return;
  jobs_.push_back(std::move(work));
  start_thread_if_needed();
  wake_.notify_one();
}

void thread_pool::add_spare_thread() {
  const std::lock_guard lock(mutex_);
  if (closed_) return;
  ++threads_max_;
  start_thread_if_needed();
}

void thread_pool::start_thread_if_needed() {
  if (jobs_.size() <= idle_count_ || threads_.size() >= threads_max_) return;
  const all_signals_blocked signals;
  threads_.emplace_back([this] { serve(); });
}

void thread_pool::close() {
  std::vector<std::thread> threads;
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    threads.swap(threads_);
  }
  wake_.notify_all();
  for (auto& thread : threads) thread.join();
}

void thread_pool::serve() {
  ::pthread_setname_np(::pthread_self(), name_.c_str());
  std::unique_lock lock(mutex_);
  for (;;) {
    ++idle_count_;
    wake_.wait(lock, [this] { return closed_ || !jobs_.empty(); });
    --idle_count_;
    if (jobs_.empty()) return;
    job work = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    work();
    work = nullptr;  // What the job owns goes before the thread counts as idle.
    lock.lock();
  }
}

}  // namespace temporal::detail

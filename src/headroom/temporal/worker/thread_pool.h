#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace temporal::detail {

// Threads that run jobs in the order they were posted. A thread is started when a job finds none idle, up to the limit;
// beyond it jobs queue. The queue has no bound of its own: core's slots limit how many jobs there can be.
class thread_pool {
 public:
  using job = std::move_only_function<void()>;

  // `name` shows in debuggers and `top -H` (15 bytes at most); threads_max >= 1.
  thread_pool(std::string name, std::size_t threads_max);
  // Runs what is queued, then joins.
  ~thread_pool();
  thread_pool(const thread_pool&) = delete;
  thread_pool& operator=(const thread_pool&) = delete;

  // Never blocks. A job must not throw: one that does ends the program, since nobody could be told.
  void post(job work);

  // Raises the limit by one, to stand in for a thread that a stuck job holds.
  void add_spare_thread();

  // Runs what is queued, then joins all threads. Afterwards post() runs nothing and drops its job. Not from a job.
  void close();

 private:
  void serve();
  void start_thread_if_needed();  // with mutex_ held

  const std::string name_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<job> jobs_;
  std::vector<std::thread> threads_;
  std::size_t threads_max_;
  std::size_t idle_count_ = 0;
  bool closed_ = false;
};

}  // namespace temporal::detail

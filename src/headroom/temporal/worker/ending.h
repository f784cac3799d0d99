#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <thread>

namespace temporal::detail {

// Something that is brought to its end once, however many threads wait for it, with a limit or without. Whoever waits
// first brings it about: without a limit on its own thread, with one on a thread made for it, since nothing can call
// back a wait that has begun.
class ending {
 public:
  // `end` blocks until all is over; what it throws, every wait throws.
  explicit ending(std::function<void()> end);
  // Waits for the thread, if there is one.
  ~ending();
  ending(const ending&) = delete;
  ending& operator=(const ending&) = delete;

  void wait();
  // Says whether the end was reached within the limit; when not, it is still being worked on, and may be waited for
  // again.
  [[nodiscard]] bool wait_for(std::chrono::milliseconds limit);

 private:
  void run();

  const std::function<void()> end_;
  std::atomic_flag begun_;
  std::promise<void> over_;
  const std::shared_future<void> reached_{over_.get_future()};
  std::thread thread_;
};

}  // namespace temporal::detail

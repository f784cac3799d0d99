#include "headroom/cli/backtest/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace headroom::cli::backtest {

void run_parallel(std::size_t count, int threads, const std::function<void(std::size_t)>& task) {
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < count; i = next++) task(i);
  };
  const auto helpers = std::min(static_cast<std::size_t>(std::max(threads, 1)), count);
  std::vector<std::jthread> running;
  for (std::size_t i = 1; i < helpers; ++i) running.emplace_back(work);
  work();
}

int usual_threads() { return static_cast<int>(std::max(1U, std::thread::hardware_concurrency())); }

}  // namespace headroom::cli::backtest

#include "headroom/http/clock.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace headroom::http {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

class real_clock final : public clock {
 public:
  [[nodiscard]] std::int64_t unix_ms() const override {
    return duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  }
  [[nodiscard]] milliseconds monotonic() const override {
    return duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
  }
  wake sleep(milliseconds how_long, const std::stop_token& stop) override {
    std::mutex mutex;
    std::condition_variable_any condition;
    std::unique_lock lock(mutex);
    condition.wait_for(lock, stop, how_long, [] { return false; });
    return stop.stop_requested() ? wake::stopped : wake::time_passed;
  }
};

}  // namespace

clock& system_clock() {
  static real_clock the_clock;
  return the_clock;
}

wake sleep_in_slices(clock& time, milliseconds how_long, const std::stop_token& stop,
                     const std::function<void()>& on_slice) {
  constexpr milliseconds slice{1000};
  while (how_long > milliseconds::zero()) {
    const milliseconds now = std::min(how_long, slice);
    if (time.sleep(now, stop) == wake::stopped) return wake::stopped;
    if (on_slice) on_slice();
    how_long -= now;
  }
  return stop.stop_requested() ? wake::stopped : wake::time_passed;
}

}  // namespace headroom::http

#include "headroom/http/clock.h"

#include <gtest/gtest.h>
#include <thread>

namespace headroom::http {
namespace {

using std::chrono::milliseconds;

class counted_clock final : public clock {
 public:
  [[nodiscard]] std::int64_t unix_ms() const override { return now_.count(); }
  [[nodiscard]] milliseconds monotonic() const override { return now_; }
  wake sleep(milliseconds how_long, const std::stop_token& stop) override {
    slept.push_back(how_long);
    now_ += how_long;
    return stop.stop_requested() ? wake::stopped : wake::time_passed;
  }
  std::vector<milliseconds> slept;

 private:
  milliseconds now_{0};
};

TEST(Clock, ALongSleepBeatsOnceASecond) {
  counted_clock time;
  int beats = 0;
  EXPECT_EQ(sleep_in_slices(time, milliseconds(3500), {}, [&] { ++beats; }), wake::time_passed);
  EXPECT_EQ(beats, 4);
  EXPECT_EQ(time.monotonic(), milliseconds(3500));
  EXPECT_EQ(time.slept.back(), milliseconds(500));
}

TEST(Clock, AStoppedSleepEnds) {
  counted_clock time;
  std::stop_source stop;
  EXPECT_EQ(sleep_in_slices(time, milliseconds(60'000), stop.get_token(), [&] { stop.request_stop(); }), wake::stopped);
  EXPECT_LE(time.slept.size(), 2u);
}

TEST(Clock, TheMachinesOwnSleepEndsAtOnceWhenStopped) {
  std::stop_source stop;
  std::thread stopper([&] { stop.request_stop(); });
  EXPECT_EQ(system_clock().sleep(std::chrono::minutes(5), stop.get_token()), wake::stopped);
  stopper.join();
}

TEST(Clock, TheMachinesOwnClocksGoForward) {
  const auto before = system_clock().monotonic();
  EXPECT_EQ(system_clock().sleep(milliseconds(2), {}), wake::time_passed);
  EXPECT_GE(system_clock().monotonic() - before, milliseconds(1));
  EXPECT_GT(system_clock().unix_ms(), 1'700'000'000'000);
}

}  // namespace
}  // namespace headroom::http

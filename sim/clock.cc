#include "sim/clock.h"

#include <chrono>
#include <string_view>
#include <utility>

namespace headroom::sim {

monotonic_source steady_milliseconds() {
  return [] {
    using namespace std::chrono;
    return static_cast<std::int64_t>(duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count());
  };
}

std::string proto_timestamp(std::int64_t unix_ms) {
  std::string out = to_rfc3339(unix_ms);
  constexpr std::string_view no_fraction = ".000Z";
  if (out.ends_with(no_fraction)) out.replace(out.size() - no_fraction.size(), no_fraction.size(), "Z");
  return out;
}

sim_clock::sim_clock(std::int64_t start_unix_ms, double speed, monotonic_source source)
    : source_(std::move(source)), base_ms_(start_unix_ms), source_base_ms_(source_()), speed_(speed) {}

std::int64_t sim_clock::now_ms() const {
  const std::scoped_lock lock(mutex_);
  return now_locked();
}

double sim_clock::speed() const {
  const std::scoped_lock lock(mutex_);
  return speed_;
}

void sim_clock::advance(std::int64_t ms) {
  const std::scoped_lock lock(mutex_);
  base_ms_ += ms;
}

void sim_clock::set_speed(double speed) {
  const std::scoped_lock lock(mutex_);
  base_ms_ = now_locked();
  source_base_ms_ = source_();
  speed_ = speed;
}

std::int64_t sim_clock::now_locked() const {
  return base_ms_ + static_cast<std::int64_t>(static_cast<double>(source_() - source_base_ms_) * speed_);
}

}  // namespace headroom::sim

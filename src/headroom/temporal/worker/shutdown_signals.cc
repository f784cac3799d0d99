#include "headroom/temporal/worker/shutdown_signals.h"

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <stdexcept>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "headroom/temporal/runtime/signal_mask.h"

namespace temporal::detail {
namespace {

// The handler can reach nothing but a global. An eventfd's write is async-signal-safe.
std::atomic<int> current_wake_fd{-1};

constexpr std::uint64_t signal_came = 1;
constexpr std::uint64_t no_signal_any_more = std::uint64_t{1} << 32;

void on_delivery(int) {
  const int saved = errno;
  [[maybe_unused]] const auto written = ::write(current_wake_fd.load(), &signal_came, sizeof signal_came);
  errno = saved;
}

// Whatever the other threads block, this one takes the signals.
void accept_signals() {
  sigset_t wanted;
  sigemptyset(&wanted);
  sigaddset(&wanted, SIGINT);
  sigaddset(&wanted, SIGTERM);
  ::pthread_sigmask(SIG_UNBLOCK, &wanted, nullptr);
}

std::uint64_t wait_for_wake(int fd) {
  std::uint64_t value = 0;
  while (::read(fd, &value, sizeof value) < 0 && errno == EINTR) {
  }
  return value;
}

}  // namespace

shutdown_signals::shutdown_signals(std::function<void()> on_signal)
    : on_signal_(std::move(on_signal)), wake_fd_(::eventfd(0, EFD_CLOEXEC)) {
  if (wake_fd_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
  int expected = -1;
  if (!current_wake_fd.compare_exchange_strong(expected, wake_fd_)) {
    ::close(wake_fd_);
    throw std::logic_error("run_until_signal is already running in this process; run further workers with run()");
  }
  struct sigaction action{};
  action.sa_handler = on_delivery;
  action.sa_flags = SA_RESTART;
  for (std::size_t i = 0; i < handled.size(); ++i) ::sigaction(handled[i], &action, &former_[i]);
  const all_signals_blocked signals;
  thread_ = std::thread([this] {
    accept_signals();
    if (wait_for_wake(wake_fd_) >= no_signal_any_more) return;
    restore();
    on_signal_();
  });
}

shutdown_signals::~shutdown_signals() {
  restore();
  [[maybe_unused]] const auto written = ::write(wake_fd_, &no_signal_any_more, sizeof no_signal_any_more);
  thread_.join();
  current_wake_fd.store(-1);
  ::close(wake_fd_);
}

void shutdown_signals::restore() {
  for (std::size_t i = 0; i < handled.size(); ++i) ::sigaction(handled[i], &former_[i], nullptr);
}

}  // namespace temporal::detail

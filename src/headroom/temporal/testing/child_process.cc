#include "headroom/temporal/testing/child_process.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace temporal::testing {
namespace {

std::vector<std::string> merged_environment(const std::vector<std::pair<std::string, std::string>>& additions) {
  std::vector<std::string> merged;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    bool replaced = false;
    for (const auto& [name, value] : additions) replaced = replaced || text.starts_with(name + "=");
    if (!replaced) merged.push_back(text);
  }
  for (const auto& [name, value] : additions) merged.emplace_back(name).append("=").append(value);
  return merged;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  out.reserve(texts.size() + 1);
  for (auto& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

int exit_status_of(int wait_status) {
  return WIFSIGNALED(wait_status) ? 128 + WTERMSIG(wait_status) : WEXITSTATUS(wait_status);
}

// What the child does between fork and exec. Only async-signal-safe calls: other threads may hold any lock.
[[noreturn]] void become(char* const* arguments, char* const* environment, const char* output_path, pid_t parent,
                         int report) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() == parent) {
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::signal(SIGPIPE, SIG_DFL);
    const int input = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    const int output = ::open(output_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (input >= 0 && output >= 0 && ::dup2(input, 0) >= 0 && ::dup2(output, 1) >= 0 && ::dup2(output, 2) >= 0) {
      ::execvpe(arguments[0], arguments, environment);
    }
  }
  const int reason = errno;
  [[maybe_unused]] const auto written = ::write(report, &reason, sizeof reason);
  ::_exit(127);
}

}  // namespace

child_process::child_process(const options& what) {
  auto command = what.command;
  auto environment = merged_environment(what.environment_additions);
  const auto argument_pointers = pointers(command);
  const auto environment_pointers = pointers(environment);
  const std::string output_path = what.output_path;
  // The pipe closes by itself when exec succeeds; otherwise the child's errno comes through it.
  int report[2];
  if (::pipe2(report, O_CLOEXEC) != 0)
    throw std::system_error(errno, std::generic_category(), "pipe for a child process");
  const pid_t parent = ::getpid();
  pid_ = ::fork();
  if (pid_ == 0) become(argument_pointers.data(), environment_pointers.data(), output_path.c_str(), parent, report[1]);
  const int fork_error = errno;
  ::close(report[1]);
  int reason = 0;
  const bool failed = pid_ > 0 && ::read(report[0], &reason, sizeof reason) == ssize_t{sizeof reason};
  ::close(report[0]);
  if (pid_ < 0) throw std::system_error(fork_error, std::generic_category(), "starting " + command.front());
  if (failed) {
    ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
    throw std::system_error(reason, std::generic_category(), "starting " + command.front());
  }
}

child_process::child_process(child_process&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), exit_status_(other.exit_status_) {}

child_process& child_process::operator=(child_process&& other) noexcept {
  if (this != &other) {
    kill_group();
    pid_ = std::exchange(other.pid_, -1);
    exit_status_ = other.exit_status_;
  }
  return *this;
}

child_process::~child_process() { kill_group(); }

void child_process::send_signal(int signal) const {
  if (pid_ > 0 && !exit_status_) ::kill(pid_, signal);
}

std::optional<int> child_process::wait(std::chrono::milliseconds patience) {
  if (exit_status_ || pid_ <= 0) return exit_status_;
  const int watch = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
  if (watch >= 0) {
    pollfd ended{watch, POLLIN, 0};
    ::poll(&ended, 1, static_cast<int>(patience.count()));
    ::close(watch);
  }
  int status = 0;
  if (::waitpid(pid_, &status, WNOHANG) == pid_) exit_status_ = exit_status_of(status);
  return exit_status_;
}

void child_process::kill_group() noexcept {
  if (pid_ <= 0) return;
  ::kill(-pid_, SIGKILL);
  if (!exit_status_) {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    exit_status_ = exit_status_of(status);
  }
  pid_ = -1;
}

}  // namespace temporal::testing

#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace temporal::testing {

// A program that runs beside the test in a process group of its own. It cannot outlive its owner: the destructor kills
// the whole group, and the kernel kills it when the thread that started it ends, however it ends (PR_SET_PDEATHSIG), so
// start it on a thread that lives as long as the program is wanted.
class child_process {
 public:
  struct options {
    std::vector<std::string> command;                                        // program and arguments
    std::filesystem::path output_path = "/dev/null";                         // stdout and stderr, appended
    std::vector<std::pair<std::string, std::string>> environment_additions;  // beside our own environment
  };

  // Throws std::system_error when the program cannot be started (not found, not executable, no memory).
  explicit child_process(const options& what);
  child_process(child_process&& other) noexcept;
  child_process& operator=(child_process&& other) noexcept;
  ~child_process();

  [[nodiscard]] pid_t pid() const { return pid_; }

  // Sends `signal` to the program alone.
  void send_signal(int signal) const;

  // The exit status as a shell shows it (128 + signal when killed by one); empty while it still runs after `patience`.
  std::optional<int> wait(std::chrono::milliseconds patience);

  // Kills the process group and collects the program. Does nothing when it has ended already.
  void kill_group() noexcept;

 private:
  pid_t pid_ = -1;
  std::optional<int> exit_status_;
};

}  // namespace temporal::testing

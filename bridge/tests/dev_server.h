#pragma once

#include <cstdlib>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "loopback.h"

namespace bridge_test {

// `temporal server start-dev` on a free loopback port, ended with the object. The program is $TEMPORAL_CLI, or the one
// that build/tools/venv holds. Whether it is ready is for the caller to find out by connecting.
class dev_server {
 public:
  dev_server() : port_(loopback_port(loopback_port::state::closed).number()) {
    const char* named = std::getenv("TEMPORAL_CLI");
    const std::string program = named != nullptr ? named : HEADROOM_SOURCE_DIR "/build/tools/venv/bin/temporal";
    const std::string port = std::to_string(port_);
    std::vector<std::string> words = {program,     "server", "start-dev", "--headless",  "--ip",
                                      "127.0.0.1", "--port", port,        "--log-level", "error"};
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_t files;
    ::posix_spawnattr_init(&attributes);
    // A group of its own: the program may be a wrapper script that starts the server as its child.
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    if (::posix_spawn(&pid_, program.c_str(), &files, &attributes, argv.data(), environ) != 0) pid_ = -1;
    ::posix_spawn_file_actions_destroy(&files);
    ::posix_spawnattr_destroy(&attributes);
  }
  dev_server(const dev_server&) = delete;
  dev_server& operator=(const dev_server&) = delete;
  ~dev_server() {
    if (pid_ <= 0) return;
    ::kill(-pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }

  [[nodiscard]] bool running() const { return pid_ > 0 && ::waitpid(pid_, nullptr, WNOHANG) == 0; }
  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
  int port_ = 0;
  pid_t pid_ = -1;
};

}  // namespace bridge_test

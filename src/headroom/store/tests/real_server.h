#pragma once

#include <chrono>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <string>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace headroom::store::testing {

// A port that was free a moment ago.
inline int free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  EXPECT_EQ(::bind(fd, reinterpret_cast<sockaddr*>(&address), size), 0);
  EXPECT_EQ(::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size), 0);
  ::close(fd);
  return ntohs(address.sin_port);
}

// Waits until somebody listens there; false when nobody does within half a minute.
inline bool wait_for_listener(int port) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (std::chrono::steady_clock::now() < deadline) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool there = ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    ::close(fd);
    if (there) return true;
    std::this_thread::yield();
  }
  return false;
}

// A program that serves until the test is over. Started once it has printed `ready` on its error output.
class real_server {
 public:
  real_server(const std::vector<std::string>& command, const std::string& ready) {
    int ends[2];
    EXPECT_EQ(::pipe2(ends, O_CLOEXEC), 0);
    process_ = ::fork();
    if (process_ == 0) {
      ::dup2(ends[1], 1);
      ::dup2(ends[1], 2);
      std::vector<char*> words;
      for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
      words.push_back(nullptr);
      ::execvp(words[0], words.data());
      ::_exit(127);
    }
    ::close(ends[1]);
    output_ = ends[0];
    started_ = wait_for(ready);
    EXPECT_TRUE(started_) << command[0] << " did not start: " << seen_;
    // What it prints later must not fill the pipe.
    drain_ = std::thread([this] {
      char bytes[4096];
      while (::read(output_, bytes, sizeof bytes) > 0) continue;
    });
  }
  real_server(const real_server&) = delete;
  real_server& operator=(const real_server&) = delete;
  ~real_server() {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    drain_.join();
    ::close(output_);
  }
  [[nodiscard]] bool started() const { return started_; }

 private:
  bool wait_for(const std::string& ready) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (std::chrono::steady_clock::now() < deadline) {
      pollfd wait{.fd = output_, .events = POLLIN, .revents = 0};
      if (::poll(&wait, 1, 1000) <= 0) continue;
      char bytes[4096];
      const ssize_t count = ::read(output_, bytes, sizeof bytes);
      if (count <= 0) return false;
      seen_.append(bytes, static_cast<std::size_t>(count));
      if (seen_.find(ready) != std::string::npos) return true;
    }
    return false;
  }

  pid_t process_ = -1;
  int output_ = -1;
  bool started_ = false;
  std::string seen_;
  std::thread drain_;
};

}  // namespace headroom::store::testing

#include "headroom/cli/simulate/command_simulate.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <gtest/gtest.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "sim/tests/http_client.h"

namespace headroom::cli::simulate {
namespace {

// The command in a process of its own, as the program runs it.
class running_command {
 public:
  explicit running_command(std::vector<std::string> words) {
    int ends[2];
    if (pipe(ends) != 0) return;
    std::fflush(stdout);  // or the child would print what is still buffered
    pid_ = fork();
    if (pid_ == 0) {
      dup2(ends[1], STDOUT_FILENO);
      close(ends[0]);
      close(ends[1]);
      _exit(run(std::move(words)));
    }
    close(ends[1]);
    out_ = ends[0];
  }
  ~running_command() {
    if (pid_ > 0) kill(pid_, SIGKILL);
    if (pid_ > 0) waitpid(pid_, nullptr, 0);
    close(out_);
  }
  running_command(const running_command&) = delete;
  running_command& operator=(const running_command&) = delete;

  std::string first_line() {
    std::string line;
    char c = 0;
    while (read(out_, &c, 1) == 1 && c != '\n') line += c;
    return line;
  }
  int stop(int signal) {
    kill(pid_, signal);
    return exit_code();
  }
  int exit_code() {
    int status = 0;
    waitpid(std::exchange(pid_, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  static int run(std::vector<std::string> words) {
    CLI::App app;
    int exit = 99;
    add_simulate_cloud(app, exit);
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    try {
      app.parse(static_cast<int>(argv.size()), argv.data());
    } catch (const CLI::ParseError& e) {
      return e.get_exit_code() == 0 ? 0 : 2;
    }
    return exit;
  }

  pid_t pid_ = -1;
  int out_ = -1;
};

std::vector<std::string> command(std::vector<std::string> flags) {
  std::vector<std::string> words{"headroom", "simulate-cloud"};
  words.insert(words.end(), flags.begin(), flags.end());
  return words;
}

int port_of(const std::string& url) { return std::atoi(url.substr(url.rfind(':') + 1).c_str()); }

TEST(simulate_cloud, prints_its_url_serves_and_ends_with_0_on_either_signal) {
  for (const int signal : {SIGTERM, SIGINT}) {
    running_command simulator(command({"--port", "0", "--now", "2026-01-21T15:00:00Z"}));
    const std::string url = simulator.first_line();
    ASSERT_TRUE(url.starts_with("http://127.0.0.1:")) << url;
    sim::raw_client client(port_of(url));
    client.send_get("/v1/metrics?metrics=temporal_cloud_v1_action_limit");
    const std::string answer = client.receive_answer();
    EXPECT_NE(answer.find("} 500.000 1769007420\n"), std::string::npos) << answer.substr(0, 300);
    EXPECT_EQ(simulator.stop(signal), 0);
  }
}

TEST(simulate_cloud, accepts_only_the_keys_it_was_given) {
  running_command simulator(command({"--port", "0", "--metrics-key", "k", "--ops-key", "o", "--seed", "7"}));
  const int port = port_of(simulator.first_line());
  const auto status = [&](const std::string& path, const std::string& key) {
    sim::raw_client client(port);
    client.send_text("GET " + path + " HTTP/1.1\r\nAuthorization: Bearer " + key + "\r\n\r\n");
    return client.receive_answer().substr(9, 3);
  };
  EXPECT_EQ(status("/v1/metrics", "k"), "200");
  EXPECT_EQ(status("/v1/metrics", "x"), "401");
  EXPECT_EQ(status("/cloud/namespaces", "o"), "200");
  EXPECT_EQ(status("/cloud/namespaces/orders-prod.a1b2c", "k"), "403");
  EXPECT_EQ(simulator.stop(SIGTERM), 0);
}

TEST(simulate_cloud, says_that_a_port_is_taken_and_ends_with_1) {
  running_command first(command({"--port", "0"}));
  const int port = port_of(first.first_line());
  running_command second(command({"--port", std::to_string(port)}));
  EXPECT_EQ(second.exit_code(), 1);
}

TEST(simulate_cloud, ends_with_2_for_what_cannot_be_simulated) {
  for (const auto& flags :
       std::vector<std::vector<std::string>>{{"--world", "no/such/world.toml"},
                                             {"--namespaces", "0"},
                                             {"--world", "x", "--namespaces", "3"},
                                             {"--start", "yesterday"},
                                             {"--start", "2026-01-05T00:00:00Z", "--now", "2026-01-05T00:00:00Z"},
                                             {"--tls-cert", "cert.pem"},
                                             {"--tls-client-ca", "ca.pem"},
                                             {"--tls-cert", "no/such/cert.pem", "--tls-key", "no/such/key.pem"},
                                             {"--port", "70000"}}) {
    running_command simulator(command(flags));
    EXPECT_EQ(simulator.exit_code(), 2) << flags[0] << " " << flags[1];
  }
}

}  // namespace
}  // namespace headroom::cli::simulate

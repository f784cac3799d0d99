#include "headroom/temporal/testing/server_process.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "headroom/temporal/testing/free_port.h"

namespace temporal::testing {
namespace {

using clock = std::chrono::steady_clock;
constexpr int attempts_max = 3;

std::string last_lines(const std::filesystem::path& file) {
  constexpr std::size_t shown = 2'000;
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  const std::string all = text.str();
  return all.size() > shown ? all.substr(all.size() - shown) : all;
}

// A client once the server answers; empty when the server has ended.
std::optional<client> connect_when_ready(const std::shared_ptr<runtime>& on, const server_start& how,
                                         child_process& process, const std::string& target,
                                         clock::time_point deadline) {
  const auto options =
      connect_options{}.target(target).namespace_name(how.namespace_name).connect_timeout(std::chrono::seconds(2));
  for (;;) {
    try {
      return client::connect(on, options, how.how);
    } catch (const sdk_error& error) {
      if (clock::now() > deadline) {
        throw std::runtime_error("the server on " + target + " did not become ready: " + error.what());
      }
    }
    // Doubles as the pause between two attempts.
    if (process.wait(std::chrono::milliseconds(25))) return std::nullopt;
  }
}

}  // namespace

server_process start_server(const std::shared_ptr<runtime>& on, const server_start& how) {
  const auto deadline = clock::now() + how.patience;
  for (int attempt = 1;; ++attempt) {
    const std::uint16_t port = free_port();
    const auto command = how.command(port);
    child_process process(command);
    std::string target = "127.0.0.1:" + std::to_string(port);
    if (auto ready = connect_when_ready(on, how, process, target, deadline)) {
      return {std::move(process), std::move(target), std::move(*ready)};
    }
    if (attempt == attempts_max) {
      throw std::runtime_error(command.command.front() +
                               " ended at once, three times; its last output: " + last_lines(command.output_path));
    }
  }
}

}  // namespace temporal::testing

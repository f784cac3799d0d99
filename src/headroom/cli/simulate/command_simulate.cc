#include "headroom/cli/simulate/command_simulate.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <fmt/format.h>
#include <memory>

#include "sim/clock.h"
#include "sim/http_server.h"
#include "sim/simulator.h"

#include "headroom/cli/exit_code.h"
#include "headroom/cli/simulate/flags.h"

namespace headroom::cli::simulate {
namespace {

std::int64_t wall_milliseconds() {
  using namespace std::chrono;
  return static_cast<std::int64_t>(duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
}

// SIGTERM and SIGINT are taken by sigwait, so they are blocked before any thread starts and no handler runs.
sigset_t block_stop_signals() {
  sigset_t wanted;
  sigemptyset(&wanted);
  sigaddset(&wanted, SIGTERM);
  sigaddset(&wanted, SIGINT);
  pthread_sigmask(SIG_BLOCK, &wanted, nullptr);
  return wanted;
}

int complain(const error& e, int exit_code) {
  fmt::print(stderr, "headroom simulate-cloud: {}\n", e.message);
  return exit_code;
}

std::string url_host(const std::string& host) { return host.find(':') == std::string::npos ? host : "[" + host + "]"; }

int run(const flags& given) {
  const auto start = start_of_clock(given, wall_milliseconds());
  if (!start) return complain(start.error(), exit_usage);
  auto world = world_of(given, sim::minute_at(start->unix_ms));
  if (!world) return complain(world.error(), exit_usage);
  auto identity = identity_of(given);
  if (!identity) return complain(identity.error(), exit_usage);
  const std::string_view scheme = *identity ? "https" : "http";
  const sigset_t stop_signals = block_stop_signals();
  sim::simulator cloud(std::move(*world), std::make_shared<sim::sim_clock>(start->unix_ms, start->speed));
  const auto handle = [&](const sim::http_request& request) { return cloud.handle(request); };
  auto server = sim::http_server::start(given.host, given.port, handle, std::move(*identity));
  if (!server) return complain(server.error(), exit_failed);
  fmt::print("{}://{}:{}\n", scheme, url_host(given.host), (*server)->port());
  std::fflush(stdout);
  int received = 0;
  sigwait(&stop_signals, &received);
  (*server)->stop();
  return exit_ok;
}

void add_flags(CLI::App& command, flags& o) {
  command.add_option("--port", o.port, "Port to listen on; 0 takes a free one")
      ->check(CLI::Range(0, 65'535))
      ->capture_default_str();
  command.add_option("--host", o.host, "Address to listen on")->capture_default_str();
  command.add_option("--world", o.world_file, "Account to simulate, a TOML file (docs/formats/world.md)");
  command.add_option("--namespaces", o.namespaces, "Built-in account of this many namespaces instead of the demo's 40");
  command.add_option("--seed", o.seed, "Seed of all that is random; 0 keeps the account's own");
  command.add_option("--start", o.start,
                     "UTC minute at which the clock begins, as 2026-01-21T15:00:00Z; now if left out");
  command.add_option("--now", o.now, "UTC minute at which the clock stands still");
  command.add_option("--speed", o.speed, "How many times faster than real time the clock runs")
      ->check(CLI::Range(0.0, 1e6))
      ->capture_default_str();
  command.add_option("--metrics-key", o.metrics_key, "Key accepted by the metrics endpoint; any if no key is given");
  command.add_option("--ops-key", o.ops_key, "Key accepted by the Ops API; any if no key is given");
  command.add_option("--scrapes-per-hour", o.scrapes_per_hour, "Quota of metrics calls; 0 is none (180)");
  command.add_option("--points-max", o.points_max, "Most samples in a scrape; 0 is any number (30000)");
  command.add_option("--tls-cert", o.tls.certificate_file, "Certificate to serve HTTPS with, a PEM file; HTTP without");
  command.add_option("--tls-key", o.tls.key_file, "Its key, a PEM file");
  command.add_option("--tls-client-ca", o.tls.client_ca_file,
                     "Clients must show a certificate that this PEM file vouches for");
}

}  // namespace

void add_simulate_cloud(CLI::App& app, int& exit) {
  auto given = std::make_shared<flags>();
  auto* command =
      app.add_subcommand("simulate-cloud", "Serves a simulated Temporal Cloud: metrics endpoint and Ops API");
  add_flags(*command, *given);
  command->callback([given, &exit] { exit = run(*given); });
}

}  // namespace headroom::cli::simulate

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "sim/tls.h"
#include "sim/world.h"

#include "headroom/base/result.h"
#include "headroom/base/time.h"

namespace headroom::cli::simulate {

// What `headroom simulate-cloud` was asked for.
struct flags {
  std::string host = "127.0.0.1";
  int port = 8790;
  std::string world_file;  // empty: a built-in account
  std::uint64_t seed = 0;  // 0: the world's own
  std::optional<int> namespaces;
  std::string start;  // the clock begins here; empty: now
  std::string now;    // the clock stands still here
  double speed = 1;
  std::optional<std::string> metrics_key, ops_key;
  std::optional<int> scrapes_per_hour, points_max;
  sim::tls_files tls;  // without a certificate: plain HTTP
};

struct simulated_start {
  std::int64_t unix_ms = 0;
  double speed = 1;
};

// Where the simulated clock begins and how fast it runs. `wall_unix_ms` is the time now.
[[nodiscard]] result<simulated_start> start_of_clock(const flags& given, std::int64_t wall_unix_ms);

// What the server shows to clients; null for plain HTTP. A certificate and its key are given together.
[[nodiscard]] result<std::shared_ptr<const sim::tls_identity>> identity_of(const flags& given);

// The account to simulate: the file, or a built-in one, with what the flags change.
[[nodiscard]] result<sim::world> world_of(const flags& given, utc_minute begin);

}  // namespace headroom::cli::simulate

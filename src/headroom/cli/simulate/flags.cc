#include "headroom/cli/simulate/flags.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>

#include "sim/builtin.h"
#include "sim/world_file.h"

namespace headroom::cli::simulate {
namespace {

result<std::string> read_file(const std::filesystem::path& path) {
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (in.bad() || !in.is_open() || errno == EISDIR) {
    return fail(error_code::not_found, fmt::format("{}: cannot be read: {}", path.string(), std::strerror(errno)));
  }
  return bytes;
}

// A world names its traces relative to itself; a name that is not there may be a built-in one.
result<std::string> read_trace_file(const std::filesystem::path& folder, const std::string& name) {
  const std::filesystem::path path = folder / name;
  if (!std::filesystem::exists(path)) {
    if (const auto builtin = sim::builtin_file(name)) return std::string(*builtin);
  }
  return read_file(path);
}

result<sim::world> base_world(const flags& given, utc_minute begin) {
  if (given.world_file.empty()) {
    return given.namespaces ? sim::fleet_world(begin, given.seed, *given.namespaces)
                            : sim::demo_world(begin, given.seed);
  }
  if (given.namespaces) {
    return fail(error_code::invalid_argument, "--namespaces makes a built-in account; leave it out with --world");
  }
  auto text = read_file(given.world_file);
  if (!text) return fail(std::move(text.error()));
  const auto folder = std::filesystem::path(given.world_file).parent_path();
  return sim::read_world(*text, given.world_file, begin,
                         [folder](const std::string& name) { return read_trace_file(folder, name); });
}

result<std::int64_t> unix_ms_of(const std::string& text, std::string_view flag) {
  const auto minute = parse_utc_minute(text);
  if (!minute) return fail(error_code::invalid_argument, fmt::format("{}: {}", flag, minute.error().message));
  return minute->index * 60'000;
}

}  // namespace

result<simulated_start> start_of_clock(const flags& given, std::int64_t wall_unix_ms) {
  if (!given.now.empty() && !given.start.empty()) {
    return fail(error_code::invalid_argument, "--now and --start: give one of them");
  }
  simulated_start out{.unix_ms = wall_unix_ms, .speed = given.speed};
  if (given.now.empty() && given.start.empty()) return out;
  const auto moment = given.now.empty() ? unix_ms_of(given.start, "--start") : unix_ms_of(given.now, "--now");
  if (!moment) return fail(moment.error());
  out.unix_ms = *moment;
  if (!given.now.empty()) out.speed = 0;
  return out;
}

result<std::shared_ptr<const sim::tls_identity>> identity_of(const flags& given) {
  const auto& files = given.tls;
  if (files.certificate_file.empty() != files.key_file.empty())
    return fail(error_code::invalid_argument, "--tls-cert and --tls-key: give both, or neither for plain HTTP");
  if (files.certificate_file.empty() && !files.client_ca_file.empty())
    return fail(error_code::invalid_argument, "--tls-client-ca needs --tls-cert and --tls-key");
  if (files.certificate_file.empty()) return nullptr;
  return sim::tls_identity::load(files);
}

result<sim::world> world_of(const flags& given, utc_minute begin) {
  auto w = base_world(given, begin);
  if (!w) return w;
  if (given.metrics_key) {
    w->keys.push_back({.token = secret(*given.metrics_key), .role = sim::key_role::metrics_read});
  }
  if (given.ops_key) {
    w->keys.push_back({.token = secret(*given.ops_key), .role = sim::key_role::account_owner});
  }
  if (given.scrapes_per_hour) w->limits.scrapes_per_hour = *given.scrapes_per_hour;
  if (given.points_max) w->limits.points_max = *given.points_max;
  return w;
}

}  // namespace headroom::cli::simulate

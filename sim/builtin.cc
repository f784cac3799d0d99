#include "sim/builtin.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <iterator>
#include <string>

#include "sim/embedded.h"
#include "sim/noise.h"

#include "headroom/cost/sold_counts.h"

namespace headroom::sim {
namespace {

constexpr int fleet_max = 100'000;
// Few scales, so that namespaces share loads and a large account's trailing weeks are computed once for many.
constexpr std::array fleet_scales{0.02, 0.1, 0.3, 0.6, 1.0, 1.5, 2.5, 4.0};
constexpr std::array<int, 10> fleet_trus{0, 0, 0, 0, 0, 0, 2, 2, 4, 8};

result<std::string> read_builtin(const std::string& name) {
  if (const auto bytes = builtin_file(name)) return std::string(*bytes);
  return fail(error_code::not_found, fmt::format("{}: no such built-in trace", name));
}

}  // namespace

std::optional<std::string_view> builtin_file(std::string_view name) {
  for (const embedded_file& file : embedded_files()) {
    if (file.name == name) return file.bytes;
  }
  return std::nullopt;
}

result<world> demo_world(utc_minute begin, std::uint64_t seed) {
  std::string text(*builtin_file("demo.toml"));
  if (seed != 0) {
    const auto at = text.find("\nseed = ");
    text.replace(at, text.find('\n', at + 1) - at, fmt::format("\nseed = {}", seed));
  }
  return read_world(text, "demo.toml", begin, read_builtin);
}

result<world> fleet_world(utc_minute begin, std::uint64_t seed, int namespaces) {
  if (namespaces < 1 || namespaces > fleet_max) {
    return fail(error_code::invalid_argument,
                fmt::format("namespaces: saw {}, expected 1 to {}", namespaces, fleet_max));
  }
  auto model = demo_world(begin, seed);
  if (!model) return model;
  const std::vector<world_namespace> kinds = std::move(model->namespaces);
  world out = std::move(*model);
  out.namespaces.clear();
  out.faults.clear();
  for (int i = 0; i < namespaces; ++i) {
    const auto dice = [&](std::uint64_t salt, std::size_t sides) {
      return static_cast<std::size_t>(mix(out.seed, i, salt) % sides);
    };
    world_namespace n = kinds[static_cast<std::size_t>(i) % kinds.size()];
    n.name = fmt::format("{}-{:05}", n.name, i);
    n.demand.scale = fleet_scales[dice(1, fleet_scales.size())];
    const int trus = fleet_trus[dice(2, fleet_trus.size())];
    n.start = trus == 0 ? on_demand : provisioned(trus);
    n.tags.clear();
    out.namespaces.push_back(std::move(n));
  }
  std::sort(out.namespaces.begin(), out.namespaces.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return out;
}

}  // namespace headroom::sim

#include "sim/world_file.h"

#include <algorithm>
#include <fmt/format.h>

#include "sim/fault_text.h"
#include "sim/key_role.h"
#include "sim/noise.h"
#include "sim/toml_reader.h"
#include "sim/world_file_load.h"

#include "headroom/base/text.h"
#include "headroom/base/toml.h"
#include "headroom/cost/sold_counts.h"

namespace headroom::sim {
namespace {

constexpr double aps_max = 1e6;

bool is_id_text(std::string_view text, std::size_t max) {
  return !text.empty() && text.size() <= max && text.front() != '-' && text.back() != '-' &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

// The same load for the same name and world seed, wherever the namespace stands in the file.
std::uint64_t seed_of(std::uint64_t world_seed, std::string_view name) {
  std::uint64_t hash = 14695981039346656037u;  // FNV-1a
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return mix(hash, static_cast<std::int64_t>(world_seed));
}

result<world_namespace> read_namespace(const toml::table& table, std::string_view source, load_reader& loads) {
  toml_reader keys(table, source);
  world_namespace n;
  n.name = keys.required_text("name");
  if (!n.name.empty() && !is_id_text(n.name, 39)) {
    keys.complain("name", "2 to 39 lower-case letters, digits and hyphens, without the account");
  }
  n.region = keys.text("region", n.region);
  n.replica = keys.text("replica", "");
  const auto trus = static_cast<int>(keys.integer("trus", 0, 0, cost::most_trus));
  if (trus > 0 && !cost::is_sold(trus)) keys.complain("trus", "0 (On-Demand), 2, 3, 4, 6, 8, 10 or 12");
  if (trus > 0) n.start = provisioned(trus);
  n.background_share = keys.number("background_share", n.background_share, 0, 100);
  n.requests_per_action = keys.number("requests_per_action", n.requests_per_action, 0, 100);
  n.operations_per_action = keys.number("operations_per_action", n.operations_per_action, 0, 1000);
  n.burst_share = keys.number("burst_share", 0, 0, 1);
  n.burst_seconds = keys.number("burst_seconds", 1, 0.1, 60);
  n.support_limit_aps = keys.optional_number("support_limit_aps", 500, aps_max);
  n.retention_days = static_cast<int>(keys.integer("retention_days", n.retention_days, 1, 90));
  n.demand.scale = keys.number("scale", 1, 0, 1000);
  keys.entries("tags", [&](std::string_view key, const toml::node& value) -> result<void> {
    const auto text = value.value_exact<std::string>();
    if (!text) return fail(toml_error(value, source, key, "a text"));
    n.tags.emplace(key, *text);
    return {};
  });
  keys.tables("load", [&](const toml::table& part) { return loads.read(part, n.demand); });
  if (auto done = keys.finish(); !done) return fail(std::move(done.error()));
  return n;
}

result<api_key> read_key(const toml::table& table, std::string_view source) {
  toml_reader keys(table, source);
  api_key k;
  k.token = secret(keys.required_text("token"));
  const std::string role = keys.text("role", "global-admin");
  const auto known = parse_key_role(role);
  if (!known) keys.complain("role", fmt::format("one of {}", key_role_names()));
  k.role = known.value_or(key_role::global_admin);
  k.namespaces = keys.texts("namespaces");
  if (auto done = keys.finish(); !done) return fail(std::move(done.error()));
  return k;
}

result<void> read_limits(const toml::table& table, std::string_view source, world_limits& into) {
  toml_reader keys(table, source);
  const auto take = [&](std::string_view key, int& value, int min) {
    value = static_cast<int>(keys.integer(key, value, min, 1'000'000'000));
  };
  take("scrapes_per_hour", into.scrapes_per_hour, 0);
  take("points_max", into.points_max, 0);
  take("ops_calls_per_second", into.ops_calls_per_s, 0);
  take("ops_account_calls_per_second", into.ops_account_calls_per_s, 0);
  take("operations_at_once", into.operations_at_once, 1);
  return keys.finish();
}

result<void> read_stock(std::string_view region, const toml::node& node, std::string_view source, world& into) {
  const toml::table* table = node.as_table();
  if (table == nullptr) return fail(toml_error(node, source, region, "a table with max_trus and pool_trus"));
  toml_reader keys(*table, source);
  region_stock stock = stock_of(into, std::string(region));
  stock.max_trus = static_cast<int>(keys.integer("max_trus", stock.max_trus, 0, cost::most_trus));
  stock.pool_trus = static_cast<int>(keys.integer("pool_trus", stock.pool_trus, 0, 1'000'000));
  into.stock.insert_or_assign(std::string(region), stock);
  return keys.finish();
}

result<void> read_top(toml_reader& keys, std::string_view source, utc_minute begin, const file_reader& read_file,
                      world& w) {
  w.account = account_id(keys.text("account", w.account.value()));
  if (!is_id_text(w.account.value(), 10)) keys.complain("account", "at most 10 lower-case letters and digits");
  w.seed = static_cast<std::uint64_t>(keys.integer("seed", 1, 0, std::numeric_limits<std::int64_t>::max()));
  w.provisioning_s = static_cast<int>(keys.integer("provisioning_seconds", w.provisioning_s, 0, 86'400));
  w.lag_minutes = static_cast<int>(keys.integer("lag_minutes", w.lag_minutes, 1, 60));
  load_reader loads(source, begin, read_file);
  keys.tables("namespace", [&](const toml::table& table) -> result<void> {
    auto n = read_namespace(table, source, loads);
    if (!n) return fail(std::move(n.error()));
    w.namespaces.push_back(std::move(*n));
    return {};
  });
  keys.tables("fault", [&](const toml::table& table) -> result<void> {
    auto f = read_fault(table, source);
    if (!f) return fail(std::move(f.error()));
    w.faults.push_back(std::move(*f));
    return {};
  });
  keys.tables("key", [&](const toml::table& table) -> result<void> {
    auto k = read_key(table, source);
    if (!k) return fail(std::move(k.error()));
    w.keys.push_back(std::move(*k));
    return {};
  });
  keys.tables("limits", [&](const toml::table& table) { return read_limits(table, source, w.limits); });
  keys.entries("stock",
               [&](std::string_view region, const toml::node& node) { return read_stock(region, node, source, w); });
  return keys.finish();
}

}  // namespace

result<world> read_world(std::string_view toml_text, std::string_view source, utc_minute begin,
                         const file_reader& read_file) {
  const auto guarded = guarded_toml(toml_text, source);
  if (!guarded) return fail(guarded.error());
  toml::table table;
  try {
    table = toml::parse(*guarded, source);
  } catch (const toml::parse_error& e) {
    return fail(error_code::invalid_argument,
                fmt::format("{}:{}:{}: {}", source, e.source().begin.line, e.source().begin.column,
                            escape_for_terminal(e.description())));
  }
  world w;
  toml_reader keys(table, source);
  if (auto done = read_top(keys, source, begin, read_file, w); !done) return fail(std::move(done.error()));
  for (auto& n : w.namespaces) n.demand.seed = seed_of(w.seed, n.name);
  std::sort(w.namespaces.begin(), w.namespaces.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  const auto twin = std::adjacent_find(w.namespaces.begin(), w.namespaces.end(),
                                       [](const auto& a, const auto& b) { return a.name == b.name; });
  if (twin != w.namespaces.end()) {
    return fail(error_code::invalid_argument,
                fmt::format("{}: namespace: saw {} twice, expected each name once", source, twin->name));
  }
  return w;
}

}  // namespace headroom::sim

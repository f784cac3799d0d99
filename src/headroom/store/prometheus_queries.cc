#include "headroom/store/prometheus_queries.h"

#include <array>
#include <fmt/format.h>
#include <string_view>

namespace headroom::store {
namespace {

enum class work_side : std::uint8_t { all, foreground, background, standby };

struct column_query {
  std::string_view metric;
  work_side side = work_side::all;
  across_series across = across_series::least;
};

constexpr const char* standby_modes = "standby|passive";

constexpr std::array<column_query, history_column_count> queries{{
    {"temporal_cloud_v1_total_action_count", work_side::foreground, across_series::sum},
    {"temporal_cloud_v1_action_limit", work_side::all, across_series::least},
    {"temporal_cloud_v1_total_action_throttled_count", work_side::foreground, across_series::sum},
    {"temporal_cloud_v1_action_on_demand_envelope_limit", work_side::all, across_series::least},
    {"temporal_cloud_v1_service_request_count", work_side::foreground, across_series::sum},
    {"temporal_cloud_v1_service_request_limit", work_side::all, across_series::least},
    {"temporal_cloud_v1_service_request_throttled_count", work_side::foreground, across_series::sum},
    {"temporal_cloud_v1_service_request_on_demand_envelope_limit", work_side::all, across_series::least},
    {"temporal_cloud_v1_operations_count", work_side::foreground, across_series::sum},
    {"temporal_cloud_v1_operations_limit", work_side::all, across_series::least},
    {"temporal_cloud_v1_operations_throttled_count", work_side::foreground, across_series::sum},
    {"temporal_cloud_v1_operations_on_demand_envelope_limit", work_side::all, across_series::least},
    {"temporal_cloud_v1_total_action_count", work_side::background, across_series::sum},
    {"temporal_cloud_v1_total_action_count", work_side::standby, across_series::sum},
    {"temporal_cloud_v1_provisioned_capacity_tru_count", work_side::all, across_series::least},
}};

// Only the characters that have a meaning in RE2; names of namespaces have letters, digits, dots and dashes.
std::string escaped(const std::string& name) {
  std::string text;
  for (const char c : name) {
    if (std::string_view(R"(\.+*?()|[]{}^$)").find(c) != std::string_view::npos) text += '\\';
    text += c;
  }
  return text;
}

label_matcher name_matcher(const std::vector<namespace_id>& names) {
  if (names.empty()) return {label_matcher::kind::not_equal, "temporal_namespace", ""};
  std::string pattern;
  for (const namespace_id& name : names) pattern += (pattern.empty() ? "" : "|") + escaped(name.value());
  return {label_matcher::kind::matches, "temporal_namespace", pattern};
}

std::string in_promql(const label_matcher& one) {
  constexpr std::array<std::string_view, 4> signs{"=", "!=", "=~", "!~"};
  return fmt::format("{}{}{}", one.label, signs.at(static_cast<std::size_t>(one.how)), promql_string(one.value));
}

// The work on the active side, in the foreground or not; that on the standby side.
std::vector<label_matcher> work_matchers(work_side side) {
  using kind = label_matcher::kind;
  switch (side) {
    case work_side::foreground:
      return {{kind::not_equal, "is_background", "true"}, {kind::matches_not, "namespace_mode", standby_modes}};
    case work_side::background:
      return {{kind::equal, "is_background", "true"}, {kind::matches_not, "namespace_mode", standby_modes}};
    case work_side::standby:
      return {{kind::matches, "namespace_mode", standby_modes}};
    case work_side::all:
      break;
  }
  return {};
}

}  // namespace

std::string metric_of(history_column column) { return std::string(queries.at(index_of(column)).metric); }

std::string promql_string(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c == '\n' ? ' ' : c;
  }
  return quoted + '"';
}

std::vector<label_matcher> matchers_of(history_column column, const std::vector<namespace_id>& names) {
  std::vector<label_matcher> matchers = work_matchers(queries.at(index_of(column)).side);
  matchers.insert(matchers.begin(), name_matcher(names));
  matchers.push_back({label_matcher::kind::equal, "__name__", metric_of(column)});
  return matchers;
}

across_series across(history_column column) { return queries.at(index_of(column)).across; }

std::string query_of(history_column column, const std::vector<namespace_id>& names) {
  const column_query& query = queries.at(index_of(column));
  std::string labels = in_promql(name_matcher(names));
  for (const label_matcher& one : work_matchers(query.side)) labels += "," + in_promql(one);
  return fmt::format("{} by (temporal_namespace) (last_over_time({}{{{}}}[59s]))",
                     query.across == across_series::sum ? "sum" : "min", query.metric, labels);
}

std::string presence_query(const std::string& window) {
  return fmt::format(R"(max(count_over_time({}{{temporal_namespace!=""}}[{}])))",
                     metric_of(history_column::actions_limit), window);
}

}  // namespace headroom::store

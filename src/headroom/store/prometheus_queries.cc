#include "headroom/store/prometheus_queries.h"

#include <array>
#include <fmt/format.h>
#include <string_view>

namespace headroom::store {
namespace {

struct column_query {
  std::string_view metric;
  std::string_view labels;
  std::string_view across;  // how series of one namespace become one
};

constexpr std::string_view foreground = R"(is_background!="true",namespace_mode!~"standby|passive")";
constexpr std::string_view background = R"(is_background="true",namespace_mode!~"standby|passive")";
constexpr std::string_view standby = R"(namespace_mode=~"standby|passive")";

constexpr std::array<column_query, history_column_count> queries{{
    {"temporal_cloud_v1_total_action_count", foreground, "sum"},
    {"temporal_cloud_v1_action_limit", "", "min"},
    {"temporal_cloud_v1_total_action_throttled_count", foreground, "sum"},
    {"temporal_cloud_v1_action_on_demand_envelope_limit", "", "min"},
    {"temporal_cloud_v1_service_request_count", foreground, "sum"},
    {"temporal_cloud_v1_service_request_limit", "", "min"},
    {"temporal_cloud_v1_service_request_throttled_count", foreground, "sum"},
    {"temporal_cloud_v1_service_request_on_demand_envelope_limit", "", "min"},
    {"temporal_cloud_v1_operations_count", foreground, "sum"},
    {"temporal_cloud_v1_operations_limit", "", "min"},
    {"temporal_cloud_v1_operations_throttled_count", foreground, "sum"},
    {"temporal_cloud_v1_operations_on_demand_envelope_limit", "", "min"},
    {"temporal_cloud_v1_total_action_count", background, "sum"},
    {"temporal_cloud_v1_total_action_count", standby, "sum"},
    {"temporal_cloud_v1_provisioned_capacity_tru_count", "", "min"},
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

std::string name_matcher(const std::vector<namespace_id>& names) {
  if (names.empty()) return R"(temporal_namespace!="")";
  std::string pattern;
  for (const namespace_id& name : names) pattern += (pattern.empty() ? "" : "|") + escaped(name.value());
  return "temporal_namespace=~" + promql_string(pattern);
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

std::string query_of(history_column column, const std::vector<namespace_id>& names) {
  const column_query& query = queries.at(index_of(column));
  return fmt::format("{} by (temporal_namespace) (last_over_time({}{{{}{}{}}}[59s]))", query.across, query.metric,
                     name_matcher(names), query.labels.empty() ? "" : ",", query.labels);
}

std::string presence_query(const std::string& window) {
  return fmt::format(R"(max(count_over_time({}{{temporal_namespace!=""}}[{}])))",
                     metric_of(history_column::actions_limit), window);
}

}  // namespace headroom::store

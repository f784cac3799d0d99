#include "headroom/autopilot/bulk_analysis_request.h"

#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "headroom/base/text.h"

namespace headroom::autopilot {
namespace {

constexpr std::array<std::string_view, 2> policies{"headroom", "original"};
constexpr std::array<std::string_view, 4> members{"policy", "namespaces", "metrics", "report"};

std::unexpected<error> wrong_type(std::string_view member, const json& value, std::string_view expected) {
  return fail(error_code::invalid_argument, fmt::format("the analysis argument's '{}' is {}, expected {}", member,
                                                        escape_for_terminal(value.dump().substr(0, 60)), expected));
}

result<std::vector<std::string>> read_texts(std::string_view member, const json& value) {
  if (!value.is_array()) return wrong_type(member, value, "a list of texts");
  std::vector<std::string> out;
  for (const auto& item : value) {
    if (!item.is_string()) return wrong_type(member, value, "a list of texts");
    out.push_back(item.get<std::string>());
  }
  return out;
}

result<void> read_member(const std::string& name, const json& value, bulk_analysis_request& out) {
  if (name == "policy") {
    if (!value.is_string()) return wrong_type(name, value, "a policy's name");
    out.policy = value.get<std::string>();
    return check_policy(out.policy);
  }
  if (name == "report") {
    if (!value.is_boolean()) return wrong_type(name, value, "true or false");
    out.report = value.get<bool>() ? report_wish::with_report : report_wish::rows_only;
    return {};
  }
  if (name == "namespaces" || name == "metrics") {
    auto texts = read_texts(name, value);
    if (!texts) return fail(texts.error());
    (name == "metrics" ? out.metrics : out.namespaces) = std::move(*texts);
    return {};
  }
  const auto near = nearest(name, members);
  return fail(error_code::invalid_argument,
              fmt::format("the analysis argument has an unknown member '{}'{}", escape_for_terminal(name),
                          near ? fmt::format(", did you mean '{}'?", *near)
                               : fmt::format("; it may have {}", fmt::join(members, ", "))));
}

}  // namespace

std::span<const std::string_view> analysis_policies() { return policies; }

result<void> check_policy(std::string_view name) {
  for (const auto known : policies) {
    if (name == known) return {};
  }
  const auto near = nearest(name, policies);
  return fail(error_code::invalid_argument,
              fmt::format("unknown policy '{}'{}; there are: {}", escape_for_terminal(name),
                          near ? fmt::format(", did you mean '{}'?", *near) : "", fmt::join(policies, ", ")));
}

ordered_json to_json_value(const bulk_analysis_request& request) {
  ordered_json out = ordered_json::object();
  if (!request.policy.empty()) out["policy"] = request.policy;
  if (!request.namespaces.empty()) out["namespaces"] = request.namespaces;
  if (!request.metrics.empty()) out["metrics"] = request.metrics;
  if (request.report == report_wish::with_report) out["report"] = true;
  return out;
}

result<bulk_analysis_request> read_bulk_analysis_request(const json& argument) {
  bulk_analysis_request out;
  if (argument.is_null()) return out;
  if (!argument.is_object()) {
    return fail(error_code::invalid_argument,
                fmt::format("the analysis argument is {}, expected one object with any of {}", argument.type_name(),
                            fmt::join(members, ", ")));
  }
  for (const auto& [name, value] : argument.items()) {
    if (value.is_null()) continue;
    if (auto read = read_member(name, value, out); !read) return fail(read.error());
  }
  return out;
}

}  // namespace headroom::autopilot

#include "headroom/report/wire.h"

#include <array>
#include <cmath>
#include <fmt/format.h>

#include "headroom/base/text.h"

namespace headroom::report {
namespace {

// JSON has no infinity and no NaN; the original's clients expect a number.
double finite_or_zero(const std::optional<double>& figure) { return figure && std::isfinite(*figure) ? *figure : 0.0; }

double rounded(double value, double per_unit) { return std::round(value * per_unit) / per_unit; }

std::string mode_text(const std::optional<capacity>& c) { return c ? std::string(to_string(c->mode())) : "unknown"; }

std::unexpected<error> bad(const json& row, std::string_view field, std::string_view expected) {
  const auto id = row.find("namespace");
  const std::string whose =
      id != row.end() && id->is_string() ? fmt::format(" of {}", escape_for_terminal(id->get<std::string>())) : "";
  const auto at = row.find(field);
  const std::string seen = at == row.end() ? "nothing" : escape_for_terminal(at->dump(-1, ' ', true)).substr(0, 40);
  return fail(error_code::invalid_argument,
              fmt::format("NamespaceRecommendation{}: {} is {}, expected {}", whose, field, seen, expected));
}

const json* member(const json& row, std::string_view field) {
  const auto found = row.find(field);
  return found == row.end() || found->is_null() ? nullptr : &*found;
}

std::optional<double> number(const json& row, std::string_view field) {
  const json* value = member(row, field);
  return value && value->is_number() ? std::optional(value->get<double>()) : std::nullopt;
}

std::optional<int> whole_number(const json& row, std::string_view field) {
  const json* value = member(row, field);
  const auto figure = number(row, field);
  const bool whole = value && figure && std::floor(*figure) == *figure && std::fabs(*figure) <= 1e9;
  return whole ? std::optional(static_cast<int>(*figure)) : std::nullopt;
}

std::optional<std::string> text(const json& row, std::string_view field) {
  const json* value = member(row, field);
  return value && value->is_string() ? std::optional(value->get<std::string>()) : std::nullopt;
}

// The enumerator whose name it is; values of a newer program count as not said.
template <class Enum, std::size_t Size>
std::optional<Enum> named(const json& row, std::string_view field, const std::array<Enum, Size>& all) {
  const auto name = text(row, field);
  for (const Enum e : all) {
    if (name && to_string(e) == *name) return e;
  }
  return std::nullopt;
}

constexpr std::array verdicts{verdict::throttled, verdict::near_limit, verdict::overpaying, verdict::fine,
                              verdict::unknown};
constexpr std::array confidences{confidence::unknown, confidence::low, confidence::medium, confidence::high};

}  // namespace

namespace_recommendation to_namespace_recommendation(const recommendation& advice) {
  const namespace_snapshot& seen = advice.seen;
  namespace_recommendation out{.id = seen.id,
                               .action_limit = finite_or_zero(seen.actions.limit_per_s),
                               .action_count = finite_or_zero(seen.actions.count_per_s),
                               .current_capacity_mode = mode_text(seen.current),
                               .state = advice.state,
                               .trust = advice.trust,
                               .change_per_month = advice.change_per_month(),
                               .reason = advice.brief};
  if (seen.current) {
    out.recommended_trus = advice.advised.rung();
    out.recommended_capacity_mode = to_string(advice.advised.mode());
    if (seen.current->trus()) out.current_trus = seen.current->rung();
  }
  if (seen.actions.throttled_per_s && std::isfinite(*seen.actions.throttled_per_s)) {
    out.throttled_aps = seen.actions.throttled_per_s;
  }
  return out;
}

void write_members(json_writer& out, const namespace_recommendation& row) {
  out.member("namespace", row.id.value());
  out.member("action_limit", finite_or_zero(row.action_limit));
  out.member("action_count", finite_or_zero(row.action_count));
  out.member("recommended_trus", row.recommended_trus);
  out.member("current_capacity_mode", row.current_capacity_mode);
  out.key("current_trus");
  row.current_trus ? out.value(*row.current_trus) : out.null();
  out.member("recommended_capacity_mode", row.recommended_capacity_mode);
  if (row.state) out.member("state", to_string(*row.state));
  if (row.trust) out.member("confidence", to_string(*row.trust));
  if (row.throttled_aps) out.member("throttled_aps", rounded(*row.throttled_aps, 1000));
  if (row.change_per_month) out.member("change_usd_per_month", rounded(usd(*row.change_per_month), 100));
}

void write_json(json_writer& out, const namespace_recommendation& row) {
  out.begin_object();
  write_members(out, row);
  if (!row.reason.empty()) out.member("reason", row.reason);
  out.end_object();
}

ordered_json to_json(const namespace_recommendation& row) {
  json_writer out(json_writer::layout::compact);
  write_json(out, row);
  return ordered_json::parse(std::move(out).take());
}

ordered_json to_wire(const recommendation& advice) { return to_json(to_namespace_recommendation(advice)); }

result<namespace_recommendation> namespace_recommendation_from(const json& row) {
  if (!row.is_object()) {
    return fail(error_code::invalid_argument,
                fmt::format("NamespaceRecommendation: saw {}, expected an object", row.type_name()));
  }
  namespace_recommendation out;
  const auto id = text(row, "namespace");
  if (!id) return bad(row, "namespace", "a text");
  out.id = namespace_id(*id);
  for (const auto& [field, target] :
       {std::pair{"action_limit", &out.action_limit}, {"action_count", &out.action_count}}) {
    const auto value = number(row, field);
    if (!value) return bad(row, field, "a number");
    *target = *value;
  }
  const auto trus = whole_number(row, "recommended_trus");
  if (!trus) return bad(row, "recommended_trus", "a whole number");
  out.recommended_trus = *trus;
  for (const auto& [field, target] : {std::pair{"current_capacity_mode", &out.current_capacity_mode},
                                      {"recommended_capacity_mode", &out.recommended_capacity_mode}}) {
    const auto mode = text(row, field);
    if (!mode) return bad(row, field, "\"provisioned\" or \"on-demand\"");
    *target = *mode;
  }
  out.current_trus = whole_number(row, "current_trus");
  if (!out.current_trus && member(row, "current_trus")) return bad(row, "current_trus", "a whole number or null");
  out.state = named(row, "state", verdicts);
  out.trust = named(row, "confidence", confidences);
  out.throttled_aps = number(row, "throttled_aps");
  if (const auto change = number(row, "change_usd_per_month"); change && std::fabs(*change) < 1e12) {
    out.change_per_month = usd_micros(std::llround(*change * 1e6));
  }
  out.reason = text(row, "reason").value_or("");
  return out;
}

result<std::vector<namespace_recommendation>> namespace_recommendations_from(const json& value) {
  if (!value.is_array()) {
    return fail(error_code::invalid_argument,
                fmt::format("list of NamespaceRecommendation: saw {}, expected an array", value.type_name()));
  }
  std::vector<namespace_recommendation> out;
  out.reserve(value.size());
  for (const json& row : value) {
    auto read = namespace_recommendation_from(row);
    if (!read) return fail(std::move(read.error()).in(fmt::format("element {}", out.size())));
    out.push_back(*std::move(read));
  }
  return out;
}

}  // namespace headroom::report

#include "headroom/report/money_json.h"

#include <array>
#include <cmath>
#include <fmt/format.h>

namespace headroom::report {
namespace {

constexpr std::array states{verdict::throttled, verdict::near_limit, verdict::overpaying, verdict::fine,
                            verdict::unknown};
constexpr std::array money_members{std::pair{"cost_usd_per_month", &plan::account_money::cost_per_month},
                                   std::pair{"idle_usd_per_month", &plan::account_money::idle_per_month},
                                   std::pair{"change_usd_per_month", &plan::account_money::change_per_month}};

double dollars(usd_micros money) { return std::round(usd(money) * 100) / 100; }

std::unexpected<error> bad(std::string_view member, std::string_view expected) {
  return fail(error_code::invalid_argument, fmt::format("money: {}: expected {}", member, expected));
}

// A whole number within what the integer types here hold; empty when it is none.
std::optional<std::int64_t> whole(const json& object, std::string_view member) {
  const auto found = object.find(member);
  if (found == object.end() || !found->is_number()) return std::nullopt;
  const double value = found->get<double>();
  return std::floor(value) == value && std::fabs(value) < 1e15 ? std::optional(static_cast<std::int64_t>(value))
                                                               : std::nullopt;
}

}  // namespace

ordered_json to_json(const plan::account_money& money) {
  ordered_json out;
  for (const auto& [name, member] : money_members) out[name] = dollars(money.*member);
  out["actions_per_month"] = money.actions_per_month;
  out["beyond_list_price"] = money.beyond_list_price;
  for (const verdict state : states) out["namespaces"][std::string(to_string(state))] = money.count(state);
  out["changes"] = money.changes;
  return out;
}

result<plan::account_money> account_money_from(const json& value) {
  if (!value.is_object()) return bad("value", "an object");
  plan::account_money out;
  for (const auto& [name, member] : money_members) {
    const auto found = value.find(name);
    const bool known = found != value.end() && found->is_number() && std::fabs(found->get<double>()) < 1e12;
    if (!known) return bad(name, "dollars a month");
    out.*member = usd_micros(std::llround(found->get<double>() * 1e6));
  }
  out.actions_per_month = whole(value, "actions_per_month").value_or(0);
  out.changes = static_cast<int>(whole(value, "changes").value_or(0));
  const auto beyond = value.find("beyond_list_price");
  out.beyond_list_price = beyond != value.end() && beyond->is_boolean() && beyond->get<bool>();
  const auto counts = value.find("namespaces");
  if (counts == value.end() || !counts->is_object()) return out;
  for (const verdict state : states) {
    out.count_by_state[static_cast<std::size_t>(state)] =
        static_cast<int>(whole(*counts, to_string(state)).value_or(0));
  }
  return out;
}

}  // namespace headroom::report

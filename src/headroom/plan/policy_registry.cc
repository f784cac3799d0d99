#include "headroom/plan/policy_registry.h"

#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "headroom/base/text.h"
#include "headroom/plan/headroom_policy.h"
#include "headroom/plan/peer_policies.h"
#include "headroom/plan/policy_text.h"
#include "headroom/plan/week_policy.h"

namespace headroom::plan {
namespace {

using kind = policy_parameter::kind;

result<policy_maker> headroom_maker(const policy_text& typed) {
  if (auto set = set_parameters(typed, {}); !set) return fail(set.error());
  return policy_maker(make_headroom_policy);
}

result<policy_maker> original_maker(const policy_text& typed) {
  double every_minutes = original_options{}.every_minutes;
  if (auto set = set_parameters(typed, {{"every", &every_minutes, 1, 1440, kind::whole}}); !set)
    return fail(set.error());
  return policy_maker(make_original_rule({.every_minutes = static_cast<int>(every_minutes)}));
}

result<policy_maker> on_demand_maker(const policy_text& typed) {
  if (auto set = set_parameters(typed, {}); !set) return fail(set.error());
  return policy_maker(make_on_demand_rule());
}

result<policy_maker> target_tracking_maker(const policy_text& typed) {
  target_tracking_options options;
  if (auto set = set_parameters(typed, {{"target", &options.target, 0.01, 10}}); !set) return fail(set.error());
  return policy_maker(make_target_tracking_rule(options));
}

result<histogram_options> histogram_parameters(const policy_text& typed, histogram_options options) {
  const auto set = set_parameters(typed, {{"share", &options.share, 0, 1},
                                          {"half-life-hours", &options.half_life_hours, 0.01, 10'000},
                                          {"margin", &options.margin, 0.01, 100}});
  if (!set) return fail(set.error());
  return options;
}

result<policy_maker> vpa_maker(const policy_text& typed) {
  const auto options = histogram_parameters(typed, {.share = 0.9, .half_life_hours = 24});
  if (!options) return fail(options.error());
  return policy_maker([o = *options](const policy_setting&) { return make_vpa_policy(o); });
}

result<policy_maker> autopilot_window_maker(const policy_text& typed) {
  const auto options = histogram_parameters(typed, {.share = 0.98, .half_life_hours = 12});
  if (!options) return fail(options.error());
  return policy_maker([o = *options](const policy_setting&) { return make_autopilot_window_policy(o); });
}

result<policy_maker> week_plan_maker(const policy_text& typed) {
  double every_hours = week_policy_options{}.every_hours, watched = 1;
  const auto set = set_parameters(
      typed, {{"every-hours", &every_hours, 1, 168, kind::whole}, {"watched", &watched, 0, 1, kind::whole}});
  if (!set) return fail(set.error());
  const week_policy_options options{.every_hours = static_cast<int>(every_hours), .watched = watched > 0};
  return policy_maker([options](const policy_setting& setting) { return make_week_policy(setting, options); });
}

struct entry {
  std::string_view name;
  result<policy_maker> (*maker)(const policy_text&);
};

constexpr std::array entries{
    entry{"headroom", headroom_maker},
    entry{"original", original_maker},
    entry{"on-demand", on_demand_maker},
    entry{"target-tracking", target_tracking_maker},
    entry{"vpa", vpa_maker},
    entry{"autopilot-window", autopilot_window_maker},
    entry{"week-plan", week_plan_maker},
};

constexpr auto names = [] {
  std::array<std::string_view, entries.size()> out;
  for (std::size_t i = 0; i < entries.size(); ++i) out[i] = entries[i].name;
  return out;
}();

}  // namespace

std::span<const std::string_view> policy_names() { return names; }

error unknown_policy(std::string_view name, std::span<const std::string_view> known) {
  const auto near = nearest(name, known);
  const std::string hint = near ? fmt::format("; did you mean '{}'?", *near) : "";
  return {error_code::invalid_argument, fmt::format("unknown policy '{}', expected one of: {}{}",
                                                    escape_for_terminal(name), fmt::join(known, ", "), hint)};
}

result<policy_maker> find_policy(std::string_view text) {
  const auto typed = parse_policy_text(text);
  if (!typed) return fail(typed.error());
  for (const auto& e : entries) {
    if (e.name == typed->name) return e.maker(*typed);
  }
  return fail(unknown_policy(typed->name, names));
}

result<std::unique_ptr<policy>> make_policy(std::string_view text, const policy_setting& setting) {
  const auto make = find_policy(text);
  if (!make) return fail(make.error());
  return (*make)(setting);
}

}  // namespace headroom::plan

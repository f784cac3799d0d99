#include "headroom/report/plan_commands.h"

#include <algorithm>
#include <fmt/format.h>

#include "headroom/base/text.h"
#include "headroom/report/plan_tables.h"

namespace headroom::report {
namespace {

struct timed_change {
  utc_minute at;
  const week_plan* plan;
  const plan_block* block;
};

std::vector<timed_change> changes_in_order(const plan_report& report, int actuation_minutes) {
  std::vector<timed_change> out;
  for (const week_plan& plan : report.plans) {
    for (const plan_block& block : plan.blocks) {
      if (!(block.before == block.held)) out.push_back({start_of(block.from) - actuation_minutes, &plan, &block});
    }
  }
  std::ranges::sort(out, {}, [](const timed_change& c) { return std::pair(c.at, c.plan->id); });
  return out;
}

std::string comment(std::string_view text) { return fmt::format("# {}\n", escape_for_terminal(text)); }

// Single quotes keep every byte but themselves; control bytes, which no real name has, are made visible first.
std::string shell_word(std::string_view name) {
  std::string text = escape_for_terminal(name);
  const bool plain = !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == '_';
  });
  if (plain) return text;
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string hcl_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : escape_for_terminal(text)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
    if (c == '$' || c == '%') out += c;  // "$${" is a literal "${"
  }
  return out + "\"";
}

// A resource's name: letters, digits, _ and -, not beginning with a digit.
std::string hcl_name(const namespace_id& id) {
  std::string out = id.value().substr(0, id.value().find('.'));
  for (char& c : out) {
    const bool fine =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    if (!fine) c = '_';
  }
  if (out.empty() || (out.front() >= '0' && out.front() <= '9') || out.front() == '-') out.insert(0, "ns_");
  return out;
}

std::string mode_flags(const capacity& held) {
  return held.mode() == capacity_mode::on_demand
             ? "--capacity-mode on_demand"
             : fmt::format("--capacity-mode provisioned --capacity-value {}", held.rung());
}

std::string command(const timed_change& change, command_style style) {
  const std::string id = shell_word(change.plan->id.value());
  return style == command_style::tcld
             ? fmt::format("tcld namespace capacity update --namespace {} {}\n", id, mode_flags(change.block->held))
             : fmt::format("temporal cloud namespace capacity update -n {} {}\n", id, mode_flags(change.block->held));
}

std::string when_text(const timed_change& change) {
  return fmt::format("at {}, for {} from {} on", to_string(change.at), plan_capacity_text(change.block->held),
                     to_string(start_of(change.block->from)));
}

std::string hcl_capacity(const capacity& held) {
  return held.mode() == capacity_mode::on_demand ? "{ mode = \"on_demand\" }"
                                                 : fmt::format("{{ mode = \"provisioned\", value = {} }}", held.rung());
}

// The attributes that headroom knows nothing of stay the user's.
std::string hcl_block(const week_plan& plan, int actuation_minutes) {
  const std::string name = plan.id.value().substr(0, plan.id.value().find('.'));
  std::string out = comment(plan.id.value() + ": " + plan.summary);
  out += fmt::format("resource \"temporalcloud_namespace\" {} {{\n", hcl_string(hcl_name(plan.id)));
  out += fmt::format("  name     = {}  # regions, retention_days and auth as they are\n", hcl_string(name));
  out += fmt::format("  capacity = {}  # from {}\n", hcl_capacity(plan.blocks.front().held),
                     to_string(start_of(plan.blocks.front().from)));
  for (std::size_t b = 1; b < plan.blocks.size(); ++b) {
    out += fmt::format("  # apply at {}: capacity = {}\n", to_string(start_of(plan.blocks[b].from) - actuation_minutes),
                       hcl_capacity(plan.blocks[b].held));
  }
  return out + "}\n";
}

std::string terraform_text(const plan_report& report, int actuation_minutes) {
  std::string out;
  for (const week_plan& plan : report.plans) out += (out.empty() ? "" : "\n") + hcl_block(plan, actuation_minutes);
  return out;
}

}  // namespace

std::string plan_commands(const plan_report& report, command_style style, int actuation_minutes) {
  std::string out;
  if (style == command_style::terraform) {
    out = terraform_text(report, actuation_minutes);
  } else {
    for (const timed_change& change : changes_in_order(report, actuation_minutes)) {
      out += (out.empty() ? "" : "\n") + comment(when_text(change)) + comment(change.block->reason) +
             command(change, style);
    }
    for (const week_plan& plan : report.plans) {
      if (plan.changes() == 0) out += comment(plan.id.value() + ": nothing to change");
    }
  }
  for (const auto& [id, reason] : report.unplanned) out += comment(id.value() + ": no plan: " + reason);
  return out;
}

}  // namespace headroom::report

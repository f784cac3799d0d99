#include "headroom/report/plan_text.h"

#include <fmt/format.h>

#include "headroom/base/figures.h"
#include "headroom/base/text.h"
#include "headroom/report/display_width.h"
#include "headroom/report/plan_picture.h"
#include "headroom/report/plan_tables.h"

namespace headroom::report {
namespace {

constexpr std::size_t text_columns = 110;

std::string bullets(const std::vector<std::string>& lines) {
  std::string out;
  for (const auto& line : lines) {
    bool first = true;
    for (const auto& piece : wrap(line, text_columns - 4)) {
      out += first ? "  - " : "    ";
      out += piece + "\n";
      first = false;
    }
  }
  return out;
}

std::string blocks_text(const week_plan& plan, colour_use colours) {
  std::string out;
  for (const plan_block& b : plan.blocks) {
    const std::string head = fmt::format("{}  {:>9}  {:>9}", minute_text(b.from), counted(b.hours, "hour", "hours"),
                                         plan_capacity_text(b.held));
    out += fmt::format("  {}\n", styled(head, b.before == b.held ? look::plain : look::bold, colours));
    for (const auto& piece : wrap(b.reason, text_columns - 6)) out += fmt::format("      {}\n", piece);
  }
  return out;
}

std::string rail_text(const rail_note& note) {
  return fmt::format("{}: {} from {}: {}.", note.rail, counted(note.hours, "hour", "hours"), minute_text(note.from),
                     note.reason);
}

std::string one_plan(const week_plan& plan, colour_use colours) {
  const std::string id = escape_for_terminal(plan.id.value());
  std::string out = fmt::format("{}  now {}, confidence {}\n", styled(id, look::bold, colours),
                                plan.current ? plan_capacity_text(*plan.current) : "unknown (On-Demand assumed)",
                                to_string(plan.trust));
  for (const auto& piece : wrap(plan.summary, text_columns)) out += piece + "\n";
  out += "\n" + plan_picture(plan, colours) + "\n" + blocks_text(plan, colours) + "\n";
  out += table_text(options_table(plan), 2) + "\n";
  if (!plan.rails.empty()) {
    out += "Guard rails\n";
    std::vector<std::string> lines;
    for (const auto& note : plan.rails) lines.push_back(rail_text(note));
    out += bullets(lines) + "\n";
  }
  out += "Facts\n" + bullets(plan.facts);
  if (!plan.receipt_id.empty())
    out += fmt::format("\nReceipt {} (headroom why {})\n", plan.receipt_id, plan.receipt_id);
  return out;
}

}  // namespace

std::string plan_text(const plan_report& report, colour_use colours) {
  std::string out;
  for (const week_plan& plan : report.plans) out += (out.empty() ? "" : "\n") + one_plan(plan, colours);
  for (const auto& [id, reason] : report.unplanned) {
    out += fmt::format("{}{}\n", out.empty() ? "" : "\n", styled(escape_for_terminal(id.value()), look::bold, colours));
    for (const auto& piece : wrap(escape_for_terminal(reason), text_columns)) out += piece + "\n";
  }
  if (!report.plans.empty()) {
    out +=
        fmt::format("\nBars: the peak exceeded one hour in ten, as a share of the limit. Times are UTC. Prices: {}.\n",
                    report.price_note);
  }
  return out;
}

}  // namespace headroom::report

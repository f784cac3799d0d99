#include <fmt/format.h>

#include "headroom/base/text.h"
#include "headroom/report/plan_documents.h"
#include "headroom/report/plan_tables.h"

namespace headroom::report {
namespace {

std::string cell(std::string_view text) {
  std::string out;
  for (const char c : escape_for_terminal(text)) {
    if (std::string_view("|\\`*_<>[]#").contains(c)) out += '\\';
    out += c;
  }
  return out;
}

std::string line(const std::vector<std::string>& cells) {
  std::string out = "|";
  for (const auto& c : cells) out += " " + cell(c) + " |";
  return out + "\n";
}

std::string table(const plan_table& t) {
  std::string out = line(t.header) + "|";
  for (std::size_t c = 0; c < t.header.size(); ++c) out += c < t.text_columns ? "---|" : "---:|";
  out += "\n";
  for (const auto& row : t.rows) out += line(row);
  return out;
}

std::string section(const week_plan& plan) {
  std::string out = fmt::format("## {}\n\n{}\n\n", cell(plan.id.value()), cell(plan.summary));
  out += table(blocks_table(plan)) + "\n" + table(options_table(plan)) + "\n";
  for (const auto& note : plan.rails) {
    out +=
        fmt::format("- {}: {} h from {}: {}\n", cell(note.rail), note.hours, minute_text(note.from), cell(note.reason));
  }
  for (const auto& fact : plan.facts) out += fmt::format("- {}\n", cell(fact));
  if (!plan.receipt_id.empty()) out += fmt::format("- Receipt: `headroom why {}`\n", plan.receipt_id);
  return out;
}

}  // namespace

std::string plan_markdown(const plan_report& report) {
  std::string out = "# The coming week\n";
  for (const week_plan& plan : report.plans) out += "\n" + section(plan);
  for (const auto& [id, reason] : report.unplanned)
    out += fmt::format("\n## {}\n\n{}\n", cell(id.value()), cell(reason));
  if (!report.plans.empty()) out += fmt::format("\nTimes are UTC. Prices: {}.\n", cell(report.price_note));
  return out;
}

}  // namespace headroom::report

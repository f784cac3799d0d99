#include "headroom/report/text_options_table.h"

#include <fmt/format.h>

#include "headroom/base/figures.h"
#include "headroom/report/report_words.h"

namespace headroom::report {
namespace {

look risk_look(throttle_risk risk) {
  switch (risk) {
    case throttle_risk::certain:
      return look::red_bold;
    case throttle_risk::high:
      return look::red;
    case throttle_risk::medium:
      return look::yellow;
    case throttle_risk::low:
      return look::green;
    case throttle_risk::unknown:
      return look::dim;
  }
  return look::plain;
}

std::string_view mark_of(const report_row& row, const capacity_option& option) {
  if (row.advised && option.choice == *row.advised) return row.changes() ? "advised" : "now";
  return row.now && option.choice == *row.now ? "now" : "";
}

}  // namespace

std::string text_options_table(const report_row& row, colour_use colours) {
  if (row.options.empty()) return "";
  std::string out =
      "\n" +
      styled(fmt::format("  {:<10} {:>8} {:>10} {:>10}  {:<8}", "CHOICE", "LIMIT", "$/MONTH", "IDLE $", "RISK"),
             look::dim, colours) +
      '\n';
  for (const capacity_option& option : row.options) {
    const std::string_view mark = mark_of(row, option);
    const bool known = option.risk != throttle_risk::unknown || option.limit_aps > 0;
    out += fmt::format(
        "  {} {:>8} {:>10} {:>10}  {}{}\n",
        styled(fmt::format("{:<10}", capacity_text(option.choice)), mark.empty() ? look::plain : look::bold, colours),
        known ? rate_text(option.limit_aps) : "-", usd_text(option.cost_per_month),
        usd_text(option.idle_premium_per_month),
        styled(fmt::format("{:<8}", to_string(option.risk)), risk_look(option.risk), colours),
        mark.empty() ? "" : fmt::format(" {}", mark));
    while (out.ends_with(" \n")) out.erase(out.size() - 2, 1);
  }
  return out;
}

}  // namespace headroom::report

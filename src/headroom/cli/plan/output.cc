#include "headroom/cli/plan/output.h"

#include <fmt/format.h>
#include <map>

#include "headroom/base/text.h"
#include "headroom/report/plan_commands.h"
#include "headroom/report/plan_documents.h"
#include "headroom/report/plan_json.h"
#include "headroom/report/plan_text.h"

namespace headroom::cli::plan {
namespace {

const std::map<std::string, plan_format, std::less<>> own_formats{{"text", plan_format::text},
                                                                  {"json", plan_format::json},
                                                                  {"jsonl", plan_format::jsonl},
                                                                  {"csv", plan_format::csv},
                                                                  {"md", plan_format::markdown},
                                                                  {"markdown", plan_format::markdown},
                                                                  {"html", plan_format::html},
                                                                  {"none", plan_format::none},
                                                                  {"hcl", plan_format::hcl},
                                                                  {"tcld", plan_format::tcld},
                                                                  {"temporal-cloud", plan_format::temporal_cloud}};

plan_format format_of(output_format general) {
  switch (general) {
    case output_format::text:
      return plan_format::text;
    case output_format::json:
      return plan_format::json;
    case output_format::jsonl:
      return plan_format::jsonl;
    case output_format::csv:
      return plan_format::csv;
    case output_format::markdown:
      return plan_format::markdown;
    case output_format::html:
      return plan_format::html;
    case output_format::none:
      return plan_format::none;
  }
  return plan_format::text;
}

std::vector<ordered_json> objects_of(const plan_run& run, receipt_use receipts) {
  std::vector<ordered_json> out;
  for (std::size_t i = 0; i < run.report.plans.size(); ++i) {
    out.push_back(report::to_json(run.report.plans[i]));
    if (receipts == receipt_use::inside) {
      // The outcome is the object around it.
      ordered_json receipt = report::to_json(run.receipts[i]);
      receipt.erase("outcome");
      out.back()["receipt_data"] = std::move(receipt);
    }
  }
  for (const auto& what : run.report.unplanned) out.push_back(report::to_json(what));
  return out;
}

std::string json_text(const plan_run& run, receipt_use receipts) {
  return to_pretty_text(ordered_json(objects_of(run, receipts))) + "\n";
}

std::string jsonl_text(const plan_run& run, receipt_use receipts) {
  std::string out;
  for (const auto& object : objects_of(run, receipts)) out += to_compact_text(object) + "\n";
  return out;
}

}  // namespace

result<plan_format> format_of(const plan_options& asked, const global_options& global) {
  if (!asked.own_format) return format_of(global.output);
  const auto found = own_formats.find(*asked.own_format);
  if (found != own_formats.end()) return found->second;
  return fail(error_code::invalid_argument,
              fmt::format("--output: saw '{}', expected text, json, jsonl, csv, md, html, none, hcl, tcld or "
                          "temporal-cloud",
                          escape_for_terminal(asked.own_format->substr(0, 40))));
}

std::string plan_output(const plan_run& run, plan_format as, receipt_use receipts, report::colour_use colours) {
  switch (as) {
    case plan_format::text:
      return report::plan_text(run.report, colours);
    case plan_format::json:
      return json_text(run, receipts);
    case plan_format::jsonl:
      return jsonl_text(run, receipts);
    case plan_format::csv:
      return report::plan_csv(run.report);
    case plan_format::markdown:
      return report::plan_markdown(run.report);
    case plan_format::html:
      return report::plan_html(run.report);
    case plan_format::hcl:
      return report::plan_commands(run.report, report::command_style::terraform);
    case plan_format::tcld:
      return report::plan_commands(run.report, report::command_style::tcld);
    case plan_format::temporal_cloud:
      return report::plan_commands(run.report, report::command_style::temporal_cloud);
    case plan_format::none:
      break;
  }
  return "";
}

}  // namespace headroom::cli::plan

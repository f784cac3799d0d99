#include "headroom/cli/plan/command_why.h"

#include <cstdio>
#include <fmt/format.h>
#include <memory>

#include "headroom/base/figures.h"
#include "headroom/base/text.h"
#include "headroom/cli/exit_code.h"
#include "headroom/cli/plan/output.h"
#include "headroom/cli/plan/receipts.h"
#include "headroom/report/plan_json.h"
#include "headroom/report/plan_text.h"

namespace headroom::cli::plan {
namespace {

struct why_options {
  std::string id, store, receipt;
};

int say(const error& e, int code) {
  std::fprintf(stderr, "headroom: %s\n", escape_for_terminal(e.message).c_str());
  return code;
}

result<report::plan_receipt> receipt_of(const why_options& asked, const surroundings& around) {
  if (!asked.receipt.empty()) return read_receipt(asked.receipt, asked.id);
  const auto place = around.place(asked.store);
  if (!place) return fail(place.error());
  return find_receipt(place->string(), asked.id);
}

std::string verdict_text(const report::receipt_check& check) {
  if (check.differences.empty()) return "Decided again from the receipt: agrees bit for bit.\n";
  std::string out = "Decided again from the receipt: DOES NOT AGREE.\n";
  for (const auto& line : check.differences) out += "  - " + escape_for_terminal(line) + "\n";
  return out;
}

std::string source_text(const report::plan_receipt& receipt) {
  const auto& history = receipt.history;
  return fmt::format("Made from {} from {} on in {} (SHA-256 {}...), first hour {}.\n",
                     counted(history.minutes, "minute", "minutes"), to_string(history.first),
                     escape_for_terminal(history.where), escape_for_terminal(history.sha256.substr(0, 12)),
                     to_string(start_of(receipt.inputs.first)));
}

std::string as_text(const report::plan_receipt& receipt, const report::receipt_check& check,
                    report::colour_use colours) {
  return fmt::format(
      "Receipt {}\n{}{}\n{}", escape_for_terminal(receipt.id), verdict_text(check), source_text(receipt),
      report::plan_text({.price_note = "those in the receipt", .plans = {check.plan}, .unplanned = {}}, colours));
}

std::string as_json(const report::plan_receipt& receipt, const report::receipt_check& check) {
  ordered_json out;
  out["receipt"] = receipt.id;
  out["inputs_hash"] = receipt.inputs_hash;
  out["agrees"] = check.differences.empty();
  out["differences"] = check.differences;
  out["plan"] = report::to_json(check.plan);
  return to_pretty_text(out) + "\n";
}

int run_why(const why_options& asked, const surroundings& around) {
  if (asked.id.empty() && asked.receipt.empty()) {
    return say(
        {error_code::invalid_argument, "expected a receipt's id, or --receipt FILE; `headroom plan` prints both"},
        exit_usage);
  }
  const auto receipt = receipt_of(asked, around);
  if (!receipt) return say(receipt.error(), exit_failed);
  const auto check = report::check_receipt(*receipt);
  if (!check) return say(check.error(), exit_failed);
  const bool json = around.global.output == output_format::json || around.global.output == output_format::jsonl;
  const std::string text =
      json ? as_json(*receipt, *check)
           : as_text(*receipt, *check, around.colours() ? report::colour_use::on : report::colour_use::off);
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) {
    return say({error_code::data_loss, "the output could not be written"}, exit_failed);
  }
  if (check->differences.empty()) return exit_ok;
  return say({error_code::data_loss, fmt::format("receipt {} does not agree with its own inputs: it was changed, or "
                                                 "another version of headroom made it",
                                                 receipt->id)},
             exit_failed);
}

}  // namespace

void add_why(CLI::App& app, const surroundings& around) {
  auto asked = std::make_shared<why_options>();
  auto* command = app.add_subcommand("why", "Decides a plan again from its receipt and explains it");
  command->add_option("ID", asked->id, "The receipt, as `headroom plan` prints it");
  command->add_option("--store", asked->store, "The history that keeps the receipts")->type_name("PATH");
  command->add_option("--receipt", asked->receipt, "A file with the output of `headroom plan -o json`")
      ->type_name("FILE");
  command->callback([asked, around] { around.exit = run_why(*asked, around); });
}

}  // namespace headroom::cli::plan

// headroom config show|check: every setting with its value and its source; whether the files are right.
#include <cstdio>
#include <fmt/format.h>

#include "headroom/base/text.h"
#include "headroom/cli/command.h"
#include "headroom/cli/exit_code.h"
#include "headroom/json/json.h"

namespace headroom::cli {
namespace {

std::string shown(const setting_row& row, const std::string& value) {
  if (row.kind == setting_kind::secret && !value.empty()) return "(set)";
  return value;
}

std::string names(const setting_row& row) {
  std::string out;
  for (const auto name : row.environment) {
    if (!name.empty()) out += (out.empty() ? "" : ", ") + std::string(name);
  }
  return out;
}

ordered_json as_json(const setting_row& row, const settings::entry& entry) {
  return {{"key", row.key},
          {"value", shown(row, entry.value)},
          {"source", entry.source},
          {"environment", names(row)},
          {"kind", to_string(row.kind)},
          {"help", row.help}};
}

void show_text(const settings& all) {
  for (const auto& row : setting_table()) {
    const auto& entry = all.at(row.key);
    const auto value = shown(row, entry.value);
    fmt::print("{} = {}\n    {}\n    {}; from {}\n", row.key, value.empty() ? "(not set)" : escape_for_terminal(value),
               row.help, names(row), escape_for_terminal(entry.source));
  }
}

int show(const context& ctx) {
  const auto all = ctx.load_settings();
  if (!all) return report_error(all.error());
  ordered_json rows = ordered_json::array();
  for (const auto& row : setting_table()) rows.push_back(as_json(row, all->at(row.key)));
  switch (ctx.global.output) {
    case output_format::json:
      fmt::print("{}\n", to_pretty_text(rows));
      break;
    case output_format::jsonl:
      for (const auto& row : rows) fmt::print("{}\n", to_compact_text(row));
      break;
    case output_format::none:
      break;
    case output_format::text:
      show_text(*all);
      break;
    default:
      return report_error({error_code::invalid_argument, "config show prints text, json or jsonl; choose one with -o"},
                          exit_usage);
  }
  return exit_ok;
}

int check(const context& ctx) {
  const auto path = find_settings_file(ctx.global.config, ctx.env);
  if (!path) return report_error(path.error());
  const auto all = ctx.load_settings();
  if (!all) return report_error(all.error());
  fmt::print("{}: ok\n", path->empty() ? "no headroom.toml; environment and defaults" : escape_for_terminal(*path));
  return exit_ok;
}

}  // namespace

void add_config(CLI::App& app, context& ctx) {
  auto* config = app.add_subcommand("config", "What is set, where, and whether it is right");
  config->require_subcommand(1);
  config->add_subcommand("show", "Every setting with its value and source; secrets stay hidden")->callback([&ctx] {
    ctx.exit = show(ctx);
  });
  config->add_subcommand("check", "Reads headroom.toml and the environment; names the line and key of an error")
      ->callback([&ctx] { ctx.exit = check(ctx); });
}

}  // namespace headroom::cli

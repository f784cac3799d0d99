// headroom doctor: checks the set-up part by part and says for each what is wrong and what to do.
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <vector>

#include "headroom/base/text.h"
#include "headroom/cli/cloud_access.h"
#include "headroom/cli/command.h"
#include "headroom/cli/exit_code.h"
#include "headroom/cli/temporal_access.h"
#include "headroom/cloud/metrics_client.h"
#include "headroom/cloud/ops_client.h"
#include "headroom/json/json.h"
#include "headroom/report/text_style.h"

namespace headroom::cli {
namespace {

constexpr std::chrono::seconds patience{20};  // for each part

enum class verdict_word : std::uint8_t { ok, failed, skipped };

struct finding {
  std::string part;
  verdict_word word;
  std::string detail;
};

std::string_view to_string(verdict_word word) {
  return word == verdict_word::ok ? "ok" : word == verdict_word::failed ? "FAILED" : "skipped";
}

finding check_settings_part(const context& ctx) {
  const auto path = find_settings_file(ctx.global.config, ctx.env);
  const auto all = ctx.load_settings();
  if (!all) return {"settings", verdict_word::failed, all.error().message};
  return {"settings", verdict_word::ok, path && !path->empty() ? *path : "environment and defaults; no headroom.toml"};
}

std::chrono::milliseconds deadline(const cloud::services& with) { return with.time.monotonic() + patience; }

finding check_metrics(const cloud_access& access, const autopilot::analysis_settings& how) {
  const auto usable = cloud::check_settings(how.cloud);
  if (!usable) return {"metrics API", verdict_word::failed, usable.error().message};
  const cloud::hooks tell;
  const auto with = access.services();
  auto api = cloud::metrics_caller(with, how.cloud, tell, deadline(with));
  const auto names = cloud::list_descriptors(api);
  if (!names) return {"metrics API", verdict_word::failed, names.error().message};
  return {"metrics API", verdict_word::ok, fmt::format("{} serves {} metrics", how.cloud.metrics_url, names->size())};
}

finding check_ops(const cloud_access& access, const autopilot::analysis_settings& how) {
  if (how.cloud.ops_key.empty()) {
    return {"ops API", verdict_word::skipped,
            "no key (TEMPORAL_CLOUD_OPS_API_KEY): modes and TRUs come from the metrics, stock limits stay unknown"};
  }
  const cloud::hooks tell;
  const auto with = access.services();
  auto api = cloud::ops_caller(with, how.cloud, tell, deadline(with));
  const auto who = cloud::get_current_identity(api);
  if (!who) return {"ops API", verdict_word::failed, who.error().message};
  return {"ops API", verdict_word::ok,
          fmt::format("{} knows us as {} {}{}", how.cloud.ops_url, who->kind, who->name.empty() ? who->id : who->name,
                      who->account_role.empty() ? "" : ", role " + who->account_role)};
}

finding check_temporal(const context& ctx) {
  const auto options = temporal_options(ctx.global);
  if (!options) return {"Temporal service", verdict_word::failed, options.error().message};
  const auto client = connect_temporal(temporal::runtime::create(), *options);
  if (!client) return {"Temporal service", verdict_word::failed, client.error().message};
  return {"Temporal service", verdict_word::ok,
          fmt::format("{}, namespace {}", options->get().target, client->namespace_name())};
}

std::vector<finding> examine(const context& ctx) {
  std::vector<finding> out{check_settings_part(ctx)};
  const auto all = ctx.load_settings();
  if (!all) return out;
  const auto how = analysis_settings_from(*all);
  if (!how) {
    out.push_back({"policy and prices", verdict_word::failed, how.error().message});
    return out;
  }
  const auto access = cloud_access::make(*all);
  if (!access) {
    out.push_back({"network", verdict_word::failed, access.error().message});
    return out;
  }
  if (const auto warning = (*access)->warning()) out.push_back({"request budget", verdict_word::failed, *warning});
  out.push_back(check_metrics(**access, *how));
  out.push_back(check_ops(**access, *how));
  out.push_back(check_temporal(ctx));
  return out;
}

void print_text(const std::vector<finding>& findings, report::colour_use colours) {
  for (const auto& one : findings) {
    const auto look = one.word == verdict_word::ok       ? report::look::green
                      : one.word == verdict_word::failed ? report::look::red_bold
                                                         : report::look::yellow;
    fmt::print("{}  {:<17}  {}\n", report::styled(fmt::format("{:<7}", to_string(one.word)), look, colours), one.part,
               escape_for_terminal(one.detail));
  }
}

void print_json(const std::vector<finding>& findings) {
  auto out = ordered_json::array();
  for (const auto& one : findings)
    out.push_back({{"part", one.part}, {"result", to_string(one.word)}, {"detail", one.detail}});
  fmt::print("{}\n", to_pretty_text(out));
}

int doctor(const context& ctx) {
  const auto findings = examine(ctx);
  if (ctx.global.output == output_format::json) {
    print_json(findings);
  } else if (ctx.global.output == output_format::text) {
    print_text(findings, wants_color(ctx.global.color, 1) ? report::colour_use::on : report::colour_use::off);
  } else {
    return report_error({error_code::invalid_argument, "doctor prints text or json; choose one with -o"}, exit_usage);
  }
  for (const auto& one : findings) {
    if (one.word == verdict_word::failed) return exit_failed;
  }
  return exit_ok;
}

}  // namespace

void add_doctor(CLI::App& app, context& ctx) {
  app.add_subcommand("doctor", "Checks settings, keys, roles and connections; says what to do about each that fails")
      ->callback([&ctx] { ctx.exit = doctor(ctx); });
}

}  // namespace headroom::cli

// headroom plan and headroom why: the wiring of cli/plan with this program's flags and configuration.
#include "headroom/cli/plan/command_plan.h"

#include <unistd.h>

#include "headroom/cli/cloud_access.h"
#include "headroom/cli/command.h"
#include "headroom/cli/history_access.h"
#include "headroom/cli/plan/command_why.h"

namespace headroom::cli {
namespace {

plan::surroundings surroundings_of(context& ctx) {
  return {.global = ctx.global,
          .colours = [&ctx] { return wants_color(ctx.global.color, STDOUT_FILENO); },
          .configuration = [&ctx]() -> result<plan::plan_configuration> {
            const auto all = ctx.load_settings();
            if (!all) return fail(all.error());
            const auto with = analysis_settings_from(*all);
            if (!with) return fail(with.error());
            return plan::plan_configuration{.prices = with->prices, .settings = with->plan};
          },
          .place = [&ctx](const std::string& flag) { return history_place(flag, ctx); },
          .exit = ctx.exit};
}

}  // namespace

void add_plan(CLI::App& app, context& ctx) { plan::add_plan(app, surroundings_of(ctx)); }
void add_why(CLI::App& app, context& ctx) { plan::add_why(app, surroundings_of(ctx)); }

}  // namespace headroom::cli

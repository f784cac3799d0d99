// headroom history: the wiring of cli/history with this program's flags and configuration.
#include "headroom/cli/history/command_history.h"

#include "headroom/cli/command.h"
#include "headroom/cli/history_access.h"

namespace headroom::cli {
namespace {

history::output_kind kind_of(output_format format) {
  switch (format) {
    case output_format::json:
      return history::output_kind::json;
    case output_format::jsonl:
      return history::output_kind::jsonl;
    case output_format::csv:
      return history::output_kind::csv;
    case output_format::none:
      return history::output_kind::none;
    case output_format::text:
    case output_format::markdown:
    case output_format::html:
      return history::output_kind::text;
  }
  return history::output_kind::text;
}

}  // namespace

void add_history(CLI::App& app, context& ctx) {
  history::add_history(app, {.output = [&ctx] { return kind_of(ctx.global.output); },
                             .namespaces = ctx.global.namespaces,
                             .place = [&ctx](const std::string& flag) { return history_place(flag, ctx); },
                             .exit = ctx.exit});
}

}  // namespace headroom::cli

#include "headroom/autopilot/analysis_activity.h"

#include <fmt/format.h>
#include <string>

#include "headroom/autopilot/analysis_argument.h"
#include "headroom/autopilot/analysis_failure.h"
#include "headroom/autopilot/analysis_payload.h"
#include "headroom/temporal/activity/context.h"

namespace headroom::autopilot {

analysis_activity::analysis_activity(cloud::services with, analysis_settings settings, log_function log)
    : with_(with), settings_(std::move(settings)), log_(std::move(log)) {}

temporal::payload analysis_activity::run(temporal::raw_args arguments) const {
  auto& context = temporal::activity::context::current();
  const auto request = read_analysis_arguments(arguments);
  if (!request) throw_as_failure(request.error());
  context.heartbeat("reading the account");
  const cloud::hooks tell{.stop = context.stop_token(),
                          .heartbeat = [&context](std::string_view what) { context.heartbeat(std::string(what)); },
                          .log = log_};
  const auto found = analyze_account(with_, settings_, *request, tell);
  context.throw_if_cancelled();
  if (!found) throw_as_failure(found.error());
  log_outcome(*found);
  auto text = write_analysis(*found, request->report);
  if (!text) throw_as_failure(text.error());
  return temporal::make_payload(temporal::encodings::json, std::move(*text));
}

void analysis_activity::log_outcome(const account_analysis& found) const {
  for (const auto& one : found.account.left_out) {
    log_(cloud::log_level::warning, fmt::format("left out {}: {}", one.id.value(), one.reason));
  }
  log_(cloud::log_level::info,
       fmt::format("advised on {} namespaces, policy {}, left out {}, {} calls", found.advice.size(), found.policy,
                   found.account.left_out.size(), found.account.metrics_calls + found.account.ops_calls));
}

}  // namespace headroom::autopilot

#include <fmt/format.h>

#include "temporal/sdk/core/workflow_activation/workflow_activation.pb.h"
#include "temporal/sdk/core/workflow_commands/workflow_commands.pb.h"

#include "headroom/temporal/common/failure_converter.h"
#include "headroom/temporal/common/payload_error.h"
#include "headroom/temporal/common/payload_proto.h"
#include "headroom/temporal/workflow/commands.h"
#include "headroom/temporal/workflow/jobs.h"

namespace temporal::workflow::detail {
namespace {

using temporal::detail::read_proto;
using temporal::detail::write_proto;

std::string known_names(const runtime& run) {
  std::string out;
  for (const auto& [name, description] : run.handlers.names(&handler_table::queries)) {
    if (!out.empty()) out += ", ";
    out += name;
  }
  return out;
}

payload answer(runtime& run, const inbound_call& call) {
  if (const auto* handler = run.handlers.query(call.name)) {
    return handler->answer(run.object.get(), call.name, call.arguments);
  }
  throw payload_error(fmt::format("query '{}' has no handler in workflow type '{}'; it has {}", call.name,
                                  run.info.workflow_type, known_names(run)));
}

}  // namespace

void answer_query(runtime& run, const coresdk::workflow_activation::QueryWorkflow& job) {
  const read_only_guard guard(run);
  auto& to = *run.commands.add().mutable_respond_to_query();
  to.set_query_id(job.query_id());
  try {
    auto result = answer_builtin(run, job.query_type());
    if (!result) {
      const inbound_call call{job.query_type(), job.query_id(), read_proto(job.arguments()), read_proto(job.headers())};
      result = run.interceptors.handle_query(call, [&run](const inbound_call& c) { return answer(run, c); });
    }
    write_proto(*result, *to.mutable_succeeded()->mutable_response());
  } catch (...) {
    temporal::detail::write_failure(std::current_exception(), run.settings->converter.attributes, *to.mutable_failed());
  }
}

}  // namespace temporal::workflow::detail

#include "temporal/api/sdk/v1/workflow_metadata.pb.h"

#include "headroom/temporal/common/data_converter.h"
#include "headroom/temporal/workflow/condition_operation.h"
#include "headroom/temporal/workflow/jobs.h"

namespace temporal::workflow::detail {
namespace {

constexpr std::string_view metadata_query = "__temporal_workflow_metadata";
constexpr std::string_view stack_trace_query = "__stack_trace";

using interactions = google::protobuf::RepeatedPtrField<api::sdk::v1::WorkflowInteractionDefinition>;

void write(const std::map<std::string, std::string>& names, interactions& to) {
  for (const auto& [name, description] : names) {
    auto& one = *to.Add();
    one.set_name(name);
    one.set_description(description);
  }
}

payload metadata(const runtime& run) {
  api::sdk::v1::WorkflowMetadata out;
  auto& d = *out.mutable_definition();
  d.set_type(run.info.workflow_type);
  write(run.handlers.names(&handler_table::signals), *d.mutable_signal_definitions());
  write(run.handlers.names(&handler_table::updates), *d.mutable_update_definitions());
  auto queries = run.handlers.names(&handler_table::queries);
  queries.emplace(metadata_query, "");
  queries.emplace(stack_trace_query, "");
  write(queries, *d.mutable_query_definitions());
  out.set_current_details(run.details);
  return to_payload(out);
}

// Coroutines leave no stack to print: what the run waits for says as much.
payload stack_trace(const runtime& run) {
  std::map<std::uint64_t, std::string> pending;  // in the order in which they began
  const auto note = [&pending](const operation& op) { pending.emplace(op.id(), op.describe()); };
  run.timers.for_each(note);
  run.activities.for_each(note);
  run.children.for_each(note);
  run.external_signals.for_each(note);
  run.external_cancels.for_each(note);
  run.conditions.for_each(note);
  std::string out;
  for (const auto& [id, what] : pending) out += "waiting for " + what + "\n";
  return to_payload(out.empty() ? std::string("waiting for nothing\n") : out);
}

}  // namespace

std::optional<payload> answer_builtin(const runtime& run, const std::string& name) {
  if (name == metadata_query) return metadata(run);
  if (name == stack_trace_query) return stack_trace(run);
  return std::nullopt;
}

}  // namespace temporal::workflow::detail

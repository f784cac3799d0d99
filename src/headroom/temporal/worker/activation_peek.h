#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace temporal::detail {

// What the worker must know of an activation to send it the right way; the rest is the workflow instance's.
struct activation_peek {
  std::string run_id;
  bool initializes = false;     // a job starts the run (again): a new instance is needed
  bool queries = false;         // a job asks a query
  bool queries_alone = false;   // and the task is for nothing else, so that its answer ends no task ("legacy" to core)
  bool resolves = false;        // a job tells how an activity has ended
  bool replaying = false;       // its answer is not sent to the server
  bool evicts = false;          // the job asks to forget the run
  std::string eviction_reason;  // "NONDETERMINISM", ..., when it evicts
  std::string eviction_message;
};

// Reads no more than the run id, the flag and the kinds of the jobs, for it runs for every activation. Empty when the
// bytes are no WorkflowActivation.
[[nodiscard]] std::optional<activation_peek> peek(std::string_view activation);

}  // namespace temporal::detail

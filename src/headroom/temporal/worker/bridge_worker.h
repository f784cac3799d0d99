#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "headroom/temporal/runtime/reactor.h"
#include "headroom/temporal/runtime/runtime.h"

namespace temporal::detail {

// The core's worker as the bridge offers it, with a count of the completions that it has not acknowledged yet, since
// finalize must come after all of them.
class bridge_worker {
 public:
  // Takes the handle over.
  bridge_worker(std::shared_ptr<runtime> on, tcb_worker* handle);
  ~bridge_worker();
  bridge_worker(const bridge_worker&) = delete;
  bridge_worker& operator=(const bridge_worker&) = delete;

  // Asks the server for the namespace. Throws rpc_error (namespace_not_found...), bridge_error.
  void validate();
  // Starts the poll loops; all their events go to `on_event`, on the reactor thread.
  void run(reactor::handler on_event);

  // Answers; returns at once. An answer that the core refuses is a bug on our side: it is logged as an error. The core
  // acknowledges a workflow's once it has dealt with it and, where it ends a task, told the server; `until_then` lives
  // as long.
  void complete_workflow(std::string_view completion, std::shared_ptr<void> until_then);
  void complete_activity(std::string_view completion);
  void heartbeat(std::string_view heartbeat);

  // Asks core to forget a run, which comes back as an activation.
  void evict(std::string_view run_id);
  void initiate_shutdown();
  // Answers that the core has not taken yet.
  [[nodiscard]] std::size_t unacknowledged_count();
  // Waits for every answer's acknowledgement, then ends the core's worker. Call after the loops have ended.
  void finalize();

  void log(log_level level, std::string_view message);

 private:
  using complete_function = tcb_status (*)(tcb_worker*, tcb_slice, std::uint64_t, tcb_buf*);
  void complete(complete_function function, std::string_view completion, std::string_view what,
                std::shared_ptr<void> until_then);
  void acknowledged();
  [[nodiscard]] reactor& events() const;

  std::shared_ptr<runtime> runtime_;
  tcb_worker* handle_;
  std::mutex mutex_;
  std::condition_variable all_acknowledged_;
  std::size_t in_flight_ = 0;
};

}  // namespace temporal::detail

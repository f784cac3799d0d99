#include "headroom/autopilot/bulk_capacity_analysis_workflow.h"

#include <chrono>

#include "headroom/autopilot/analysis_argument.h"
#include "headroom/autopilot/analysis_failure.h"
#include "headroom/temporal/workflow/activity.h"

namespace headroom::autopilot {
namespace {

namespace wf = temporal::workflow;
using namespace std::chrono_literals;

// The original's own timeouts and retries.
wf::activity_options reading_options() {
  return wf::activity_options{}
      .start_to_close(5min)
      .heartbeat(30s)
      .retry(temporal::retry_policy{}.initial_interval(1s).maximum_interval(30s).backoff_coefficient(2).max_attempts(3))
      .summary("one scrape and the Ops API's pages");
}

wf::activity_handle<temporal::payload> start_reading(const temporal::raw_args& arguments) {
  if (arguments.size() == 0 || temporal::is_null(arguments.payloads().front())) {
    return wf::start_activity<temporal::payload>(get_all_namespace_metrics_type, reading_options());
  }
  return wf::start_activity<temporal::payload>(get_all_namespace_metrics_type, reading_options(),
                                               arguments.payloads().front());
}

}  // namespace

wf::task<temporal::payload> bulk_capacity_analysis_workflow::run(temporal::raw_args arguments) {
  if (const auto request = read_analysis_arguments(arguments); !request) throw_as_failure(request.error());
  status_ = "Bulk capacity analysis: reading the account";
  auto reading = start_reading(arguments);
  temporal::payload rows = co_await reading;
  status_ = "Bulk capacity analysis: done";
  co_return rows;
}

void bulk_capacity_analysis_workflow::define(wf::definition<bulk_capacity_analysis_workflow>& d) {
  d.name(bulk_capacity_analysis_type)
      .query("get_status", &bulk_capacity_analysis_workflow::get_status, "where the analysis is, in words");
}

}  // namespace headroom::autopilot

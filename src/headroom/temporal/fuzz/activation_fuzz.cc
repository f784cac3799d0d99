#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "temporal/sdk/core/workflow_activation/workflow_activation.pb.h"
#include "temporal/sdk/core/workflow_completion/workflow_completion.pb.h"

#include "headroom/temporal/common/payload_proto.h"
#include "headroom/temporal/workflow/instance.h"
#include "headroom/temporal/workflow/workflow.h"

// Any sequence of jobs, sensible or not, gets its answers: nothing is thrown, and an eviction always succeeds.
namespace {

namespace wf = temporal::workflow;
using namespace std::chrono_literals;

class waits_for_everything {
 public:
  wf::task<std::string> run(std::string in) {
    const auto timeout = wf::activity_options{}.start_to_close(1s);
    auto a = wf::start_activity<std::string>("a", timeout, in);
    auto l = wf::start_local_activity<std::string>("l", wf::local_activity_options{}.start_to_close(1s));
    auto c = wf::start_child<std::string>("c", wf::child_options{}.workflow_id("c"));
    auto s = wf::external_workflow("x").signal("s");
    auto side = wf::spawn(handle(1));
    const auto first = co_await wf::select(a, l, c, s);
    const bool in_time = co_await wf::wait_condition([this] { return signals_ > 1; }, 1s);
    auto tidy = wf::shielded(handle(2));
    co_await tidy;
    co_await side;
    co_return std::to_string(first) + (in_time ? "+" : "-") + co_await a;
  }
  wf::task<> handle(int n) {
    signals_ += n;
    co_await wf::sleep(1s);
    signals_ += n;
  }
  int signals() const { return signals_; }
  static void define(wf::definition<waits_for_everything>& d) {
    d.name("W")
        .signal("s", &waits_for_everything::handle)
        .update("u", &waits_for_everything::handle)
        .query("q", &waits_for_everything::signals);
  }

 private:
  int signals_ = 0;
};

using job = coresdk::workflow_activation::WorkflowActivationJob;

void make_job(std::uint8_t kind, std::uint8_t what, job& j) {
  const std::uint32_t seq = what % 4;
  const auto number = temporal::to_payload(what % 3);
  const auto text = temporal::to_payload("t");
  const auto write = [](const temporal::payload& from, temporal::detail::payload_proto& to) {
    temporal::detail::write_proto(from, to);
  };
  switch (kind % 12) {
    case 0:
      j.mutable_initialize_workflow()->set_workflow_type(what % 8 == 0 ? "unknown" : "W");
      write(what % 8 == 1 ? number : text, *j.mutable_initialize_workflow()->add_arguments());
      return;
    case 1:
      return j.mutable_fire_timer()->set_seq(seq);
    case 2:
      j.mutable_resolve_activity()->set_seq(seq);
      if (what & 64)
        write(what & 32 ? text : number,
              *j.mutable_resolve_activity()->mutable_result()->mutable_completed()->mutable_result());
      else if (what & 32)
        j.mutable_resolve_activity()->mutable_result()->mutable_failed()->mutable_failure();
      else if (what & 16)
        j.mutable_resolve_activity()->mutable_result()->mutable_backoff();
      return;
    case 3:
      j.mutable_resolve_child_workflow_execution_start()->set_seq(seq);
      if (what & 64)
        j.mutable_resolve_child_workflow_execution_start()->mutable_succeeded();
      else if (what & 32)
        j.mutable_resolve_child_workflow_execution_start()->mutable_failed();
      return;
    case 4:
      j.mutable_resolve_child_workflow_execution()->set_seq(seq);
      if (what & 64) j.mutable_resolve_child_workflow_execution()->mutable_result()->mutable_cancelled();
      return;
    case 5:
      return j.mutable_resolve_signal_external_workflow()->set_seq(seq);
    case 6:
      return j.mutable_cancel_workflow()->set_reason("r");
    case 7:
      j.mutable_signal_workflow()->set_signal_name(what & 64 ? "other" : "s");
      write(what & 32 ? text : number, *j.mutable_signal_workflow()->add_input());
      return;
    case 8:
      j.mutable_do_update()->set_name(what & 64 ? "other" : "u");
      write(what & 32 ? text : number, *j.mutable_do_update()->add_input());
      j.mutable_do_update()->set_run_validator((what & 16) != 0);
      return;
    case 9:
      return j.mutable_query_workflow()->set_query_type(what & 64 ? "__stack_trace" : "q");
    case 10:
      return j.mutable_notify_has_patch()->set_patch_id("p");
    default:
      j.mutable_remove_from_cache();
      return;
  }
}

std::shared_ptr<const wf::instance_settings> settings() {
  auto workflows = std::make_shared<wf::registry>();
  workflows->add<waits_for_everything>();
  auto out = std::make_shared<wf::instance_settings>();
  out->workflows = std::move(workflows);
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto shared = settings();
  wf::instance instance(shared);
  (void)instance.activate(std::string_view(reinterpret_cast<const char*>(data), size));
  coresdk::workflow_activation::WorkflowActivation in;
  for (std::size_t i = 0; i + 1 < size; i += 2) {
    make_job(data[i], data[i + 1], *in.add_jobs());
    if ((data[i] & 64) != 0 && i + 3 < size) continue;  // one activation with the next job
    coresdk::workflow_completion::WorkflowActivationCompletion out;
    instance.activate(in, out);
    if (!out.has_successful() && !out.has_failed()) std::abort();
    in.Clear();
  }
  in.Clear();
  in.add_jobs()->mutable_remove_from_cache();
  coresdk::workflow_completion::WorkflowActivationCompletion out;
  instance.activate(in, out);
  if (!out.has_successful() || out.successful().commands_size() != 0) std::abort();
  return 0;
}

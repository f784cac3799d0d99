#include "headroom/temporal/runtime/runtime_core.h"

#include <csignal>

#include "headroom/temporal/runtime/errors.h"
#include "headroom/temporal/runtime/runtime_json.h"
#include "headroom/temporal/runtime/signal_mask.h"

namespace temporal::detail {
namespace {

// How long tasks of the core may take to end when the runtime goes. What still runs then is dropped and named.
constexpr std::uint64_t teardown_limit_ms = 10'000;

void prepare_process() {
  if (tcb_abi_version() != TCB_ABI_VERSION) {
    throw bridge_error("temporal_bridge has ABI version " + std::to_string(tcb_abi_version()) + ", expected " +
                       std::to_string(TCB_ABI_VERSION) + ": link the library that belongs to temporal_bridge.h");
  }
  // A peer that closes its socket must be an error of that call, not the end of the process. A handler of the host
  // stays.
  struct sigaction current{};
  if (::sigaction(SIGPIPE, nullptr, &current) == 0 && current.sa_handler == SIG_DFL) std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace

runtime_core::runtime_core(const runtime_options& options)
    : logs_(options.get().sink), reactor_([this](const bridge_event& event) { logs_.forward(event.data()); }) {
  prepare_process();
  const all_signals_blocked signals;
  bridge_buffer error;
  const std::string document = runtime_json(options);
  if (tcb_runtime_new(reactor_.queue(), slice(document), &handle_, error.out()) != TCB_OK) {
    throw configuration_error("starting the Temporal runtime: " + error.text());
  }
}

runtime_core::~runtime_core() {
  bridge_buffer error;
  if (tcb_runtime_free(handle_, teardown_limit_ms, error.out()) != TCB_OK) logs_.write(log_level::warn, error.view());
}

}  // namespace temporal::detail

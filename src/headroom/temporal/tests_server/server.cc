#include "headroom/temporal/tests_server/server.h"

#include <optional>

namespace temporal::tests {
namespace {

struct shared_state {
  std::shared_ptr<runtime> runtime;
  std::optional<testing::dev_server> server;
};
shared_state state;

}  // namespace

const std::shared_ptr<runtime>& shared_runtime() {
  if (!state.runtime) state.runtime = runtime::create(runtime_options{}.core_log_level(log_level::error));
  return state.runtime;
}

testing::dev_server& shared_server() {
  if (!state.server) {
    state.server = testing::dev_server::start(
        shared_runtime(), {.search_attributes = {{"Customer", "Keyword"}, {"Amount", "Int"}}, .more_arguments = {}});
  }
  return *state.server;
}

void stop_shared_server() {
  state.server.reset();
  state.runtime.reset();
}

}  // namespace temporal::tests

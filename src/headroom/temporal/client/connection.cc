#include "headroom/temporal/client/connection.h"

#include <array>
#include <optional>
#include <unistd.h>

#include "headroom/temporal/client/connection_json.h"
#include "headroom/temporal/client/rpc_failure.h"
#include "headroom/temporal/runtime/await_event.h"
#include "headroom/temporal/runtime/runtime_core.h"

namespace temporal::detail {
namespace {

std::string default_identity() {
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  return std::to_string(::getpid()) + "@" + host.data();
}

}  // namespace

std::shared_ptr<connection> connection::open(std::shared_ptr<runtime> on, const connect_options& options) {
  const auto& values = options.get();
  std::string identity = values.identity.empty() ? default_identity() : values.identity;
  const std::string document = connection_json(values, identity);
  runtime_core& core = on->core();
  bridge_event event = [&] {
    try {
      return await_call(core.events(), [&](event_tag tag, tcb_buf* error) {
        return tcb_connect(core.handle(), slice(document), tag, error);
      });
    } catch (const bridge_error& reason) {
      throw configuration_error("connecting to " + values.target + ": " + reason.what());
    }
  }();
  if (event.status() == TCB_ERROR) {
    throw connection_error("connecting to " + target_url(values) + ": " + std::string(event.error()));
  }
  throw_if_failed(event, "connecting to " + target_url(values));
  return std::make_shared<connection>(std::move(on), event.take_connection(), std::move(identity));
}

connection::connection(std::shared_ptr<runtime> on, tcb_conn* handle, std::string identity)
    : runtime_(std::move(on)), handle_(handle), identity_(std::move(identity)) {}

connection::~connection() { tcb_conn_free(handle_); }

std::string connection::call(tcb_service service, std::string_view name, std::string_view request,
                             const call_options& options) const {
  require_blocking_allowed("call to Temporal");
  runtime_core& core = runtime_->core();
  auto pending = begin_call(core.events(), [&](event_tag tag, tcb_buf* error) {
    return tcb_rpc(handle_, service, slice(name), slice(request), tcb_slice{},
                   options.retry ? TCB_RETRY_CONNECTION : TCB_RETRY_NONE,
                   static_cast<std::uint64_t>(options.timeout.count()), tag, error);
  });
  const std::stop_callback cancel_on_stop(options.stop,
                                          [&core, tag = pending.tag] { tcb_rpc_cancel(core.handle(), tag, nullptr); });
  const bridge_event event = pending.event.get();
  throw_if_failed(event, std::string(name));
  return std::string(event.data());
}

void connection::set_api_key(const headroom::secret& key) const {
  bridge_buffer error;
  if (tcb_conn_set_api_key(handle_, slice(key.reveal()), error.out()) != TCB_OK) throw bridge_error(error.text());
}

}  // namespace temporal::detail

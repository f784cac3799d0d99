#include "headroom/temporal/testing/time_skipping_server.h"

#include <google/protobuf/empty.pb.h>

#include "temporal/api/testservice/v1/request_response.pb.h"

#include "headroom/temporal/client/client_core.h"
#include "headroom/temporal/common/payload_proto.h"
#include "headroom/temporal/runtime/runtime_core.h"
#include "headroom/temporal/testing/server_binary.h"

namespace temporal::testing {
namespace {

namespace service = temporal::api::testservice::v1;

template <class Response, class Request>
Response test_rpc(const client& on, std::string_view name, const Request& request) {
  return detail::rpc<Response>(*on.core()->link, TCB_SERVICE_TEST, name, request);
}

}  // namespace

time_skipping_server time_skipping_server::start(std::shared_ptr<runtime> on, const time_skipping_options& options) {
  const std::string program = find(time_skipping_binary);
  const auto command = [&](std::uint16_t port) {
    return child_process::options{
        .command = {program, std::to_string(port)}, .output_path = options.output, .environment_additions = {}};
  };
  return time_skipping_server(start_server(on, {command, "default", options.how, options.patience}));
}

timestamp time_skipping_server::now() const {
  const auto response =
      test_rpc<service::GetCurrentTimeResponse>(client(), "GetCurrentTime", google::protobuf::Empty());
  return detail::read_proto(response.time());
}

void time_skipping_server::sleep(duration time) const {
  service::SleepRequest request;
  detail::write_proto(time, *request.mutable_duration());
  static_cast<void>(test_rpc<service::SleepResponse>(client(), "UnlockTimeSkippingWithSleep", request));
}

time_skipping_server::unlocked::unlocked(const time_skipping_server& server) : server_(server) {
  static_cast<void>(test_rpc<service::UnlockTimeSkippingResponse>(server_.client(), "UnlockTimeSkipping",
                                                                  service::UnlockTimeSkippingRequest()));
}

time_skipping_server::unlocked::~unlocked() {
  try {
    static_cast<void>(test_rpc<service::LockTimeSkippingResponse>(server_.client(), "LockTimeSkipping",
                                                                  service::LockTimeSkippingRequest()));
  } catch (const sdk_error& error) {
    // The server is gone, or its lock was taken twice; the next call says so again.
    server_.client().core()->link->on_runtime()->core().log(log_level::warn, error.what());
  }
}

}  // namespace temporal::testing

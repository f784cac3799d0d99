#pragma once

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "headroom/base/secret.h"
#include "headroom/temporal/client/connect_options.h"
#include "headroom/temporal/runtime/bridge_event.h"
#include "headroom/temporal/runtime/runtime.h"

namespace temporal::detail {

struct call_options {
  std::chrono::milliseconds timeout{0};  // of the whole call with its retries; 0: the core's 30 s, 70 s for long polls
  bool retry = true;                     // what the core holds for transient is tried again for 10 s
  std::stop_token stop;                  // a request cancels the call
};

// An open connection to a Temporal service. Calls may be made from any thread that may block.
class connection {
 public:
  // Connects and asks for the system's information. Throws connection_error, rpc_error (the server refused) or
  // configuration_error (options that the core does not accept).
  static std::shared_ptr<connection> open(std::shared_ptr<runtime> on, const connect_options& options);

  connection(std::shared_ptr<runtime> on, tcb_conn* handle, std::string identity);
  ~connection();
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;

  // One RPC by its proto name; request and answer are serialised messages. Throws rpc_error and its kin.
  std::string call(tcb_service service, std::string_view name, std::string_view request,
                   const call_options& options) const;

  void set_api_key(const headroom::secret& key) const;

  [[nodiscard]] const std::string& identity() const { return identity_; }
  [[nodiscard]] const std::shared_ptr<runtime>& on_runtime() const { return runtime_; }
  [[nodiscard]] tcb_conn* handle() const { return handle_; }

 private:
  std::shared_ptr<runtime> runtime_;
  tcb_conn* handle_;
  std::string identity_;
};

}  // namespace temporal::detail

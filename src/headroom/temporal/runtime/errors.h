#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include "headroom/base/error.h"

namespace temporal {

// What the SDK's client and worker throw. Failures of workflows and activities themselves are failure exceptions
// (common/), which travel; these are about reaching the service and about the SDK's own state.
class sdk_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Options, a profile or a set-up that cannot work. The message names the option and what it should be.
class configuration_error : public sdk_error {
 public:
  using sdk_error::sdk_error;
};

// The server could not be reached or did not speak gRPC.
class connection_error : public sdk_error {
 public:
  using sdk_error::sdk_error;
};

// The bridge or the core refused a call or broke down: a bug of the SDK, or handles used after fork or shutdown.
class bridge_error : public sdk_error {
 public:
  using sdk_error::sdk_error;
};

using rpc_code = headroom::error_code;  // the canonical codes of google.rpc.Code

// The server answered an RPC with an error.
class rpc_error : public sdk_error {
 public:
  rpc_error(rpc_code code, std::string message, std::string details, const std::string& rpc_name)
      : sdk_error(rpc_name + ": " + std::string(to_string(code)) + ": " + message),
        code_(code),
        message_(std::move(message)),
        details_(std::move(details)) {}

  [[nodiscard]] rpc_code code() const { return code_; }
  [[nodiscard]] const std::string& message() const { return message_; }
  // A serialised google.rpc.Status with the server's typed details; empty when it sent none.
  [[nodiscard]] const std::string& details() const { return details_; }

 private:
  rpc_code code_;
  std::string message_;
  std::string details_;
};

// The call was cancelled on our side (stop requested, or the runtime went down) before an answer came.
class rpc_cancelled_error : public rpc_error {
 public:
  using rpc_error::rpc_error;
};

// No answer came within the call's deadline.
class rpc_timeout_error : public rpc_error {
 public:
  explicit rpc_timeout_error(const rpc_error& base) : rpc_error(base) {}
};

}  // namespace temporal

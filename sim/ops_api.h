#pragma once

#include <cstdint>

#include "sim/account.h"
#include "sim/fault_book.h"
#include "sim/http_message.h"
#include "sim/world.h"

namespace headroom::sim {

// One authenticated call of the Cloud Ops API, with what is needed to answer it.
struct ops_call {
  const http_request& request;
  const api_key& key;
  account& cloud;
  fault_book& faults;
  std::int64_t now_ms;
};

// Answers it as the HTTP gateway of temporalio/cloud-api v0.19 does; unknown paths are 404, wrong methods 501.
[[nodiscard]] http_response answer_ops(ops_call& call);

}  // namespace headroom::sim

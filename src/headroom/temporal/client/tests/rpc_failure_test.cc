#include "headroom/temporal/client/rpc_failure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "headroom/temporal/client/errors.h"
#include "headroom/temporal/runtime/errors.h"

namespace temporal::detail {
namespace {

// An event without buffers.
bridge_event event_of(tcb_status status, std::int32_t grpc_code = 0) {
  tcb_event raw{};
  raw.status = status;
  raw.grpc_code = grpc_code;
  return bridge_event(raw);
}

template <class Error>
std::string text_of(tcb_status status, std::int32_t grpc_code = 0) {
  try {
    throw_if_failed(event_of(status, grpc_code), "starting a workflow");
  } catch (const Error& error) {
    return error.what();
  }
  return "no such error";
}

using ::testing::HasSubstr;

TEST(throw_if_failed, has_an_error_for_every_way_in_which_a_call_can_end) {
  EXPECT_NO_THROW(throw_if_failed(event_of(TCB_OK), "x"));
  EXPECT_THAT(text_of<bridge_error>(TCB_PANIC), HasSubstr("starting a workflow"));
  EXPECT_THAT(text_of<bridge_error>(TCB_ERROR), HasSubstr("starting a workflow"));
  EXPECT_THAT(text_of<rpc_cancelled_error>(TCB_CANCELLED), HasSubstr("cancelled"));
  EXPECT_THAT(text_of<not_found_error>(TCB_GRPC, 5), HasSubstr("starting a workflow"));
  EXPECT_THAT(text_of<rpc_timeout_error>(TCB_GRPC, 4), HasSubstr("starting a workflow"));
}

TEST(throw_if_failed, a_code_that_grpc_does_not_know_is_unknown) {
  for (const int code : {-1, 0, 17}) {
    try {
      throw_if_failed(event_of(TCB_GRPC, code), "x");
      FAIL() << code;
    } catch (const rpc_error& error) {
      EXPECT_EQ(error.code(), rpc_code::unknown) << code;
    }
  }
}

}  // namespace
}  // namespace temporal::detail

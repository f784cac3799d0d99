#pragma once

#include <string>
#include <string_view>

#include "headroom/base/result.h"
#include "headroom/cloud/ops_values.h"

// Reads the Ops API's answers. proto3 JSON is read as it is met in the wild: lowerCamelCase or snake_case, zero values
// present, null or absent, 64-bit integers as text, enums with and without prefix, in any case or as numbers, unknown
// fields skipped. What is not JSON, or is cut, or lacks the one thing that was asked for, is data_loss (retryable) with
// the place where reading stopped.
namespace headroom::cloud {

// The body's memory is read past its end by simdjson: it is grown if need be, never changed. About 1 GB/s.
[[nodiscard]] result<namespace_page> decode_namespace_page(std::string& body);

[[nodiscard]] result<namespace_detail> decode_namespace(std::string_view body);
[[nodiscard]] result<capacity_info> decode_capacity_info(std::string_view body);
// Both {"asyncOperation": {...}} and answers that hold it beside other things.
[[nodiscard]] result<async_operation> decode_operation(std::string_view body);
[[nodiscard]] result<identity> decode_identity(std::string_view body);

}  // namespace headroom::cloud

#pragma once

#include <expected>
#include <string_view>

#include "headroom/openmetrics/exposition.h"
#include "headroom/openmetrics/exposition_sink.h"
#include "headroom/openmetrics/text_fault.h"
#include "headroom/openmetrics/text_format.h"

namespace headroom::openmetrics {

// The slow, strict parser written straight from the two specifications, and the oracle of all tests of this folder:
// every MUST that one body alone can break is an error here, whatever common libraries do. Time is n log n, memory
// linear.
[[nodiscard]] std::expected<exposition, text_error> parse_reference(std::string_view body, text_format format);

// The same, handed on as it is read: memory is for the names of families and for the label sets of one. On an error the
// sink has had what stands before it.
[[nodiscard]] std::expected<void, text_error> read_reference(std::string_view body, text_format format,
                                                             exposition_sink& sink);

}  // namespace headroom::openmetrics

#pragma once

#include <expected>
#include <string_view>

#include "headroom/openmetrics/fast_parser.h"
#include "headroom/openmetrics/text_fault.h"
#include "headroom/openmetrics/text_format.h"

namespace headroom::openmetrics {

// By every rule of the specification, as fast as it goes: the fast parser where it can prove a body valid, the
// reference for everything else, so that verdicts, places and messages are the reference's. Keep one and use it again.
class strict_parser {
 public:
  // On an error `handler` may have had some of the body.
  [[nodiscard]] std::expected<void, text_error> parse(std::string_view body, text_format format, text_handler& handler);
  // Only the verdict.
  [[nodiscard]] std::expected<void, text_error> check(std::string_view body, text_format format);

 private:
  fast_parser fast_;
};

}  // namespace headroom::openmetrics

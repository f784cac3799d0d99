#pragma once

#include <string>
#include <string_view>

#include "headroom/openmetrics/fast_kernel.h"

namespace headroom::openmetrics {

// A body of one's own with room behind it, so that a kernel can read it in place and views into it last as long as it.
class padded_text {
 public:
  // A last line without line feed gets one.
  void assign(std::string_view body, std::string_view more = {});
  [[nodiscard]] std::string_view text() const { return {text_.data(), length_}; }
  // As fast_parser::parse, for OpenMetrics.
  [[nodiscard]] bool parse(fast_kernel& kernel, text_handler& handler) const;

 private:
  std::string text_;
  std::size_t length_ = 0;
};

}  // namespace headroom::openmetrics

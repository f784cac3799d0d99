#pragma once

#include <memory>
#include <string_view>

#include "headroom/openmetrics/padded_text.h"
#include "headroom/openmetrics/text_views.h"

namespace headroom::openmetrics {

// The fast way through a body: every rule of the reference, at memory speed, with views into the body and
// no allocation per sample. It proves a body valid or gives up; it never says why. Keep one and use it again, so that
// its room is kept too. Not for several threads at once.
class fast_parser {
 public:
  fast_parser();  // the best kernel for this processor
  explicit fast_parser(std::unique_ptr<fast_kernel> kernel);
  fast_parser(fast_parser&&) noexcept;
  fast_parser& operator=(fast_parser&&) noexcept;
  ~fast_parser();

  // True: the body is valid and `handler` has all of it. False: it may have had some of it, and parse_reference must
  // decide.
  [[nodiscard]] bool parse(std::string_view body, text_format format, text_handler& handler);

 private:
  std::unique_ptr<fast_kernel> kernel_;
  padded_text tail_;  // the last lines with room after them; views of their samples point into it
};

}  // namespace headroom::openmetrics

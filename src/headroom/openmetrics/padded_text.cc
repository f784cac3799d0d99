#include "headroom/openmetrics/padded_text.h"

#include <simdjson.h>

namespace headroom::openmetrics {

void padded_text::assign(std::string_view body, std::string_view more) {
  text_.reserve(body.size() + more.size() + 1 + fast_kernel::room);
  text_.assign(body);
  text_ += more;
  if (!text_.ends_with('\n')) text_ += '\n';
  length_ = text_.size();
  text_.append(fast_kernel::room, '\0');
}

bool padded_text::parse(fast_kernel& kernel, text_handler& handler) const {
  kernel.reset(handler, text_format::openmetrics);
  if (kernel.run(text_.data(), text_.data() + length_) != fast_kernel::progress::ended || !kernel.finish()) {
    return false;
  }
  return kernel.all_ascii() || simdjson::validate_utf8(text_.data(), length_);
}

}  // namespace headroom::openmetrics

#include "headroom/openmetrics/fast_parser.h"

#include <memory>
#include <simdjson.h>

#include "headroom/openmetrics/fast_kernel.h"

namespace headroom::openmetrics {
std::unique_ptr<fast_kernel> best_kernel() {
  auto kernel = make_avx2_kernel();
  return kernel ? std::move(kernel) : make_portable_kernel();
}

fast_parser::fast_parser() : fast_parser(best_kernel()) {}
fast_parser::fast_parser(std::unique_ptr<fast_kernel> kernel) : kernel_(std::move(kernel)) {}
fast_parser::fast_parser(fast_parser&&) noexcept = default;
fast_parser& fast_parser::operator=(fast_parser&&) noexcept = default;
fast_parser::~fast_parser() = default;

bool fast_parser::parse(std::string_view body, text_format format, text_handler& handler) {
  const bool openmetrics = format == text_format::openmetrics;
  if (!openmetrics && !body.empty() && !body.ends_with('\n')) return false;
  kernel_->reset(handler, format);
  // All lines but the last few are read where they are; those are copied, so that reading a little further is safe.
  const auto safe = body.size() > fast_kernel::room ? body.rfind('\n', body.size() - fast_kernel::room - 1) + 1 : 0;
  if (kernel_->run(body.data(), body.data() + safe) != fast_kernel::progress::more) return false;
  tail_.assign(body.substr(safe));
  const auto tail = tail_.text();
  const auto end = openmetrics ? fast_kernel::progress::ended : fast_kernel::progress::more;
  if (kernel_->run(std::to_address(tail.begin()), std::to_address(tail.end())) != end || !kernel_->finish())
    return false;
  return kernel_->all_ascii() || simdjson::validate_utf8(body.data(), body.size());
}

}  // namespace headroom::openmetrics

#include "headroom/openmetrics/fast_parser.h"

#include <simdjson.h>

#include "headroom/openmetrics/fast_kernel.h"

namespace headroom::openmetrics {
namespace {

constexpr std::size_t room = 64;  // that the kernel may read beyond its lines

}  // namespace

std::unique_ptr<fast_kernel> best_kernel() {
  auto kernel = make_avx2_kernel();
  return kernel ? std::move(kernel) : make_portable_kernel();
}

fast_parser::fast_parser() : fast_parser(best_kernel()) {}
fast_parser::fast_parser(std::unique_ptr<fast_kernel> kernel) : kernel_(std::move(kernel)) {}
fast_parser::fast_parser(fast_parser&&) noexcept = default;
fast_parser& fast_parser::operator=(fast_parser&&) noexcept = default;
fast_parser::~fast_parser() = default;

bool fast_parser::parse(std::string_view body, text_handler& handler) {
  kernel_->reset(handler);
  // All lines but the last few are read where they are; those are copied, so that reading a little further is safe.
  const auto safe = body.size() > room ? body.rfind('\n', body.size() - room - 1) + 1 : 0;
  if (kernel_->run(body.data(), body.data() + safe) != fast_kernel::progress::more) return false;
  tail_.assign(body.substr(safe));
  if (!tail_.ends_with('\n')) tail_ += '\n';
  const auto length = tail_.size();
  tail_.append(room, '\0');
  if (kernel_->run(tail_.data(), tail_.data() + length) != fast_kernel::progress::ended) return false;
  return kernel_->all_ascii() || simdjson::validate_utf8(body.data(), body.size());
}

}  // namespace headroom::openmetrics

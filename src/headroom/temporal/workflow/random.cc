#include "headroom/temporal/workflow/random.h"

#include <fmt/format.h>
#include <stdexcept>

#include "headroom/temporal/workflow/runtime.h"

namespace temporal::workflow {
namespace {

// Drawing moves the generator on, which a query must not do.
headroom::rng& source() { return detail::require_writable("a random number").random; }

}  // namespace

std::uint64_t random_word() { return source().next(); }

std::int64_t random_between(std::int64_t low, std::int64_t high) {
  if (low > high)
    throw std::invalid_argument(fmt::format("saw random_between({}, {}), expected low <= high", low, high));
  const auto span = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
  auto& r = source();
  const auto offset = span == UINT64_MAX ? r.next() : r.below(span + 1);
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + offset);
}

double random_uniform() { return source().uniform(); }

std::string uuid4() { return detail::uuid4_of(source()); }

namespace detail {

std::string uuid4_of(headroom::rng& r) {
  const auto a = r.next();
  const auto b = r.next();
  return fmt::format("{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}", a >> 32, (a >> 16) & 0xffff, a & 0xfff,
                     0x8000 | ((b >> 48) & 0x3fff), b & 0xffffffffffff);
}

}  // namespace detail
}  // namespace temporal::workflow

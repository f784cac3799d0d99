#include "headroom/openmetrics/fast_kernel_includes.h"

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt,aes"))), apply_to = function)
namespace headroom::openmetrics::avx2 {
#include "headroom/openmetrics/fast_isa_avx2.inl.h"
#include "headroom/openmetrics/fast_kernel.inl.h"
}  // namespace headroom::openmetrics::avx2
#pragma clang attribute pop

namespace headroom::openmetrics {

std::unique_ptr<fast_kernel> make_avx2_kernel() {
  const bool able = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
                    __builtin_cpu_supports("aes");
  if (!able) return nullptr;
  return std::make_unique<avx2::kernel>();
}

}  // namespace headroom::openmetrics

#else

namespace headroom::openmetrics {
std::unique_ptr<fast_kernel> make_avx2_kernel() { return nullptr; }
}  // namespace headroom::openmetrics

#endif

#include "headroom/openmetrics/fast_kernel_includes.h"

namespace headroom::openmetrics::portable {
#include "headroom/openmetrics/fast_isa_portable.inl.h"
#include "headroom/openmetrics/fast_kernel.inl.h"
}  // namespace headroom::openmetrics::portable

namespace headroom::openmetrics {

std::unique_ptr<fast_kernel> make_portable_kernel() { return std::make_unique<portable::kernel>(); }

}  // namespace headroom::openmetrics

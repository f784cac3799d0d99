#pragma once

#include <cstddef>
#include <functional>

namespace headroom::cli::backtest {

// Calls task(0) ... task(count - 1), on several threads at once, and returns when all are done. Tasks write to places
// of their own, so their order cannot show in a result.
void run_parallel(std::size_t count, int threads, const std::function<void(std::size_t)>& task);

// What `--threads 0` means: as many as the machine has.
[[nodiscard]] int usual_threads();

}  // namespace headroom::cli::backtest

#pragma once

#include <span>

#include "headroom/store/history_reader.h"

namespace headroom::store {

// Peaks and totals of the clock hours of minutes that begin at `first`.
[[nodiscard]] hourly_history hourly_figures(utc_minute first, std::span<const double> values);

}  // namespace headroom::store

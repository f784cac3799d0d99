#include "sim/world.h"

namespace headroom::sim {

region_stock stock_of(const world& w, const std::string& region) {
  if (const auto named = w.stock.find(region); named != w.stock.end()) return named->second;
  const bool in_us = region.find("-us-") != std::string::npos;
  return {.max_trus = in_us ? 12 : 4};
}

}  // namespace headroom::sim

// Any bytes as a gzip: unpacked, or refused with file and line; never more than the limit.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "headroom/cli/backtest/trace_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = headroom::cli::backtest::gunzip({reinterpret_cast<const char*>(data), size}, "f.gz");
  if (!bytes && !bytes.error().message.starts_with("f.gz:")) std::abort();
  return 0;
}

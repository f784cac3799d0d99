#pragma once

#include <string>
#include <string_view>

#include "headroom/backtest/trace.h"
#include "headroom/base/result.h"

namespace headroom::cli::backtest {

// Reads a trace from a CSV file or a gzip of one. Errors begin `FILE:LINE: `; a file that cannot be opened is
// not_found.
[[nodiscard]] result<headroom::backtest::trace> read_trace_file(const std::string& file);

// Unpacks gzip, several members one after the other too. A cut or damaged one is data_loss, named with the line up to
// which it could be read; more than a gigabyte unpacked is out_of_range.
[[nodiscard]] result<std::string> gunzip(std::string_view packed, std::string_view file);

}  // namespace headroom::cli::backtest

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "headroom/base/result.h"
#include "headroom/cli/global_options.h"
#include "headroom/forecast/forecast.h"
#include "headroom/forecast/named_series.h"

namespace headroom::cli::forecast {

enum class row_format : std::uint8_t { csv, json, jsonl, none };

// The form that -o asks for; text means CSV, which people and programs read alike.
[[nodiscard]] result<row_format> row_format_of(output_format output);

// One row for each step: series,step,mean,q05,...,q99 or an object with these keys. Numbers have nine significant
// digits.
[[nodiscard]] std::string outlook_rows(const headroom::forecast::named_series& series,
                                       const headroom::forecast::outlook& outlook, row_format as);

// What stands before, between and after the rows of series.
[[nodiscard]] std::string_view text_before(row_format as);
[[nodiscard]] std::string_view text_between(row_format as);
[[nodiscard]] std::string_view text_after(row_format as);

}  // namespace headroom::cli::forecast

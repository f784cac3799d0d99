#include "headroom/cli/forecast/outlook_text.h"

#include <array>
#include <fmt/format.h>
#include <iterator>

#include "headroom/json/json.h"
#include "headroom/report/csv_report.h"

namespace headroom::cli::forecast {
namespace {

constexpr std::array<std::string_view, std::size(headroom::forecast::usual_levels)> level_names{
    "q05", "q10", "q25", "q50", "q75", "q90", "q95", "q99"};

void append_number(std::string& out, double value) { fmt::format_to(std::back_inserter(out), "{:.9g}", value); }

void append_csv(std::string& out, std::string_view name, std::int64_t step, double mean,
                std::span<const double> quantiles) {
  out += name;
  fmt::format_to(std::back_inserter(out), ",{},", step);
  append_number(out, mean);
  for (const double q : quantiles) {
    out += ',';
    append_number(out, q);
  }
  out += '\n';
}

void append_object(std::string& out, std::string_view name, std::int64_t step, double mean,
                   std::span<const double> quantiles) {
  fmt::format_to(std::back_inserter(out), "{{\"series\": {}, \"step\": {}, \"mean\": ", name, step);
  append_number(out, mean);
  for (std::size_t i = 0; i < quantiles.size(); ++i) {
    fmt::format_to(std::back_inserter(out), ", \"{}\": ", level_names[i]);
    append_number(out, quantiles[i]);
  }
  out += '}';
}

}  // namespace

result<row_format> row_format_of(output_format output) {
  switch (output) {
    case output_format::text:
    case output_format::csv:
      return row_format::csv;
    case output_format::json:
      return row_format::json;
    case output_format::jsonl:
      return row_format::jsonl;
    case output_format::none:
      return row_format::none;
    case output_format::markdown:
    case output_format::html:
      break;
  }
  return fail(error_code::invalid_argument, "headroom forecast writes csv, json or jsonl; choose one with -o");
}

std::string outlook_rows(const headroom::forecast::named_series& series, const headroom::forecast::outlook& outlook,
                         row_format as) {
  std::string out;
  if (as == row_format::none) return out;
  const std::string name = as == row_format::csv ? report::csv_cell(series.name) : to_compact_text(json(series.name));
  const std::size_t levels = level_names.size();
  for (std::size_t h = 0; h < outlook.mean.size(); ++h) {
    const std::int64_t step = series.last_step() + 1 + static_cast<std::int64_t>(h);
    const auto quantiles = std::span(outlook.quantiles).subspan(h * levels, levels);
    if (as == row_format::csv) {
      append_csv(out, name, step, outlook.mean[h], quantiles);
      continue;
    }
    if (as == row_format::json) out += h == 0 ? "  " : ",\n  ";
    append_object(out, name, step, outlook.mean[h], quantiles);
    if (as == row_format::jsonl) out += '\n';
  }
  return out;
}

std::string_view text_before(row_format as) {
  switch (as) {
    case row_format::csv:
      return "series,step,mean,q05,q10,q25,q50,q75,q90,q95,q99\n";
    case row_format::json:
      return "[\n";
    case row_format::jsonl:
    case row_format::none:
      break;
  }
  return "";
}

std::string_view text_between(row_format as) { return as == row_format::json ? ",\n" : ""; }

std::string_view text_after(row_format as) { return as == row_format::json ? "\n]\n" : ""; }

}  // namespace headroom::cli::forecast

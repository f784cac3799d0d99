#include "headroom/cli/print_report.h"

#include <cstdio>
#include <string>
#include <sys/ioctl.h>
#include <unistd.h>

#include "headroom/report/csv_report.h"
#include "headroom/report/html_report.h"
#include "headroom/report/json_report.h"
#include "headroom/report/markdown_report.h"
#include "headroom/report/text_report.h"

namespace headroom::cli {
namespace {

std::size_t terminal_columns() {
  winsize size{};
  return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

std::string table(const global_options& global, const report::account_report& report) {
  const bool colour = wants_color(global.color, STDOUT_FILENO);
  return report::text_report(report, {.colours = colour ? report::colour_use::on : report::colour_use::off,
                                      .columns = terminal_columns(),
                                      .calm_rows_max = std::nullopt});
}

template <class Rows, class... More>
std::string written(const global_options& global, const report::account_report& report, Rows rows,
                    const More&... more) {
  switch (global.output) {
    case output_format::json:
      return report::json_report(rows, more...);
    case output_format::jsonl:
      return report::jsonl_report(rows, more...);
    case output_format::csv:
      return report::csv_report(report);
    case output_format::markdown:
      return report::markdown_report(report);
    case output_format::html:
      return report::html_report(report);
    case output_format::none:
      return {};
    case output_format::text:
      return table(global, report);
  }
  return {};
}

void put(std::string text) {
  if (!text.empty() && text.back() != '\n') text += '\n';
  std::fwrite(text.data(), 1, text.size(), stdout);
}

}  // namespace

void print_report(const global_options& global, const report::account_report& report,
                  std::span<const recommendation> advice, const report::window_map& windows) {
  put(written(global, report, advice, windows));
}

void print_report(const global_options& global, const report::account_report& report,
                  std::span<const report::namespace_recommendation> rows) {
  put(written(global, report, rows));
}

}  // namespace headroom::cli

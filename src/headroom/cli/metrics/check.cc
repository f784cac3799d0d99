#include "headroom/cli/metrics/check.h"

#include <cstdio>
#include <fmt/format.h>

#include "headroom/cli/exit_code.h"
#include "headroom/openmetrics/strict_parser.h"

namespace headroom::cli::metrics {
namespace {

std::string verdict(openmetrics::strict_parser& parser, const std::string& file, std::string_view body,
                    format_choice format, bool& good) {
  const auto read = parser.check(body, format.value_or(openmetrics::detect_format(body)));
  good = read.has_value();
  if (good) return fmt::format("{}: ok\n", file);
  return fmt::format("{}:{}:{}: {}\n", file, read.error().line, read.error().column, read.error().message);
}

}  // namespace

int check_files(const std::vector<std::string>& files, format_choice format) {
  int exit = exit_ok;
  openmetrics::strict_parser parser;
  for (const auto& file : files) {
    const auto body = read_input(file);
    if (!body) {
      fmt::print(stderr, "headroom: {}\n", body.error().message);
      exit = exit_failed;
      continue;
    }
    bool good = false;
    const auto line = verdict(parser, file, *body, format, good);
    std::fwrite(line.data(), 1, line.size(), stdout);
    if (!good) exit = exit_failed;
  }
  return exit;
}

}  // namespace headroom::cli::metrics

#include "headroom/cli/metrics/show.h"

#include <cstdio>
#include <fmt/format.h>

#include "headroom/cli/exit_code.h"
#include "headroom/openmetrics/strict_parser.h"

namespace headroom::cli::metrics {

int show_file(const std::string& file, format_choice format, show_format as) {
  const auto text = read_input(file);
  if (!text) {
    fmt::print(stderr, "headroom: {}\n", text.error().message);
    return exit_failed;
  }
  const auto to = as == show_format::json ? make_json_shower() : make_text_shower();
  openmetrics::strict_parser parser;
  if (const auto good = parser.parse(*text, format.value_or(openmetrics::detect_format(*text)), *to); !good) {
    fmt::print(stderr, "{}:{}:{}: {}\n", file, good.error().line, good.error().column, good.error().message);
    return exit_failed;
  }
  const auto out = to->finish();
  std::fwrite(out.data(), 1, out.size(), stdout);
  return exit_ok;
}

}  // namespace headroom::cli::metrics

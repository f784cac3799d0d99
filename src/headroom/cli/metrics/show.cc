#include "headroom/cli/metrics/show.h"

#include <cstdio>
#include <fmt/format.h>

#include "headroom/cli/exit_code.h"
#include "headroom/openmetrics/reference.h"

namespace headroom::cli::metrics {

int show_file(const std::string& file, format_choice format, show_format as) {
  const auto text = read_input(file);
  if (!text) {
    fmt::print(stderr, "headroom: {}\n", text.error().message);
    return exit_failed;
  }
  const auto body = openmetrics::parse_reference(*text, format.value_or(openmetrics::detect_format(*text)));
  if (!body) {
    fmt::print(stderr, "{}:{}:{}: {}\n", file, body.error().line, body.error().column, body.error().message);
    return exit_failed;
  }
  const auto out = as == show_format::json ? to_json(*body) : to_text(*body);
  std::fwrite(out.data(), 1, out.size(), stdout);
  return exit_ok;
}

}  // namespace headroom::cli::metrics

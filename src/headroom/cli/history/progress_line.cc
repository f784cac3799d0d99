#include "headroom/cli/history/progress_line.h"

#include <cstdio>
#include <fmt/format.h>
#include <string>
#include <unistd.h>

#include "headroom/base/figures.h"

namespace headroom::cli::history {

progress_line::progress_line() : shown_(::isatty(STDERR_FILENO) != 0) {}
progress_line::~progress_line() { clear(); }

void progress_line::tell(const char* verb, std::int64_t rows, std::optional<double> share) const {
  if (!shown_) return;
  const std::string part = share ? fmt::format(", {}", percent_text(*share)) : "";
  std::fprintf(stderr, "\r\033[K%s: %s rows%s", verb, with_commas(rows).c_str(), part.c_str());
}

void progress_line::clear() const {
  if (shown_) std::fputs("\r\033[K", stderr);
}

}  // namespace headroom::cli::history

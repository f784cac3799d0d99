#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "headroom/base/result.h"
#include "headroom/cli/history/line_source.h"

namespace headroom::cli::history {

// How far an unfinished import of a file came, kept beside the history (HISTORY-imports, a line for each file). It is
// written after what it says is durable: what is lost with it is only imported again.
class import_progress {
 public:
  // `what` names file, format and namespace of a trace.
  import_progress(std::filesystem::path history, std::string what);

  [[nodiscard]] std::optional<line_source::place> load() const;
  [[nodiscard]] result<void> save(const line_source::place& place) const;
  [[nodiscard]] result<void> forget() const;

 private:
  [[nodiscard]] result<void> rewrite(const std::optional<line_source::place>& place) const;

  std::filesystem::path file_;
  std::string what_;
};

// A line of that file: "LINES BYTES CRC WHAT"; empty for anything else.
struct progress_entry {
  line_source::place place;
  std::string what;
};
[[nodiscard]] std::optional<progress_entry> parse_progress(std::string_view line);

}  // namespace headroom::cli::history

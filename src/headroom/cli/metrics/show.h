#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

#include "headroom/cli/metrics/input.h"
#include "headroom/openmetrics/text_fault.h"
#include "headroom/openmetrics/text_views.h"

namespace headroom::cli::metrics {

enum class show_format : std::uint8_t { text, json };

// Prints what a body holds; an invalid one prints nothing on stdout. Returns the exit code.
int show_file(const std::string& file, format_choice format, show_format as);

// Writes down a body while it is read; the text counts once all of it has been found valid.
class shower : public openmetrics::text_handler {
 public:
  [[nodiscard]] virtual std::string finish() = 0;
};

// One array of families: every sample line in its order, strings escaped, numbers in the shortest
// form that reads back.
[[nodiscard]] std::unique_ptr<shower> make_json_shower();

// The same for people, safe for a terminal.
[[nodiscard]] std::unique_ptr<shower> make_text_shower();

// A help or a label's value as it was meant. The view is of `raw` or of `room`.
[[nodiscard]] inline std::string_view unescaped(std::string_view raw, std::string& room) {
  if (!raw.contains('\\')) return raw;
  room = openmetrics::unescape(raw);
  return room;
}

}  // namespace headroom::cli::metrics

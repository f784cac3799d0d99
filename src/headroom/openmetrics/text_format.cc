#include "headroom/openmetrics/text_format.h"

namespace headroom::openmetrics {

std::string_view to_string(text_format format) {
  return format == text_format::openmetrics ? "openmetrics" : "prometheus";
}

text_format detect_format(std::string_view body) {
  constexpr std::string_view marker = "# EOF";
  // Nearly always it is the last line, and then nothing else has to be looked at.
  for (auto at = body.rfind(marker); at != std::string_view::npos; at = at == 0 ? at - 1 : body.rfind(marker, at - 1)) {
    const auto after = at + marker.size();
    const bool starts = at == 0 || body[at - 1] == '\n';
    const bool ends = after == body.size() || body[after] == '\n';
    if (starts && ends) return text_format::openmetrics;
  }
  return text_format::prometheus;
}

}  // namespace headroom::openmetrics

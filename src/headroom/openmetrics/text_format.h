#pragma once

#include <cstdint>
#include <string_view>

namespace headroom::openmetrics {

// OpenMetrics 1.0 (draft-richih-opsawg-openmetrics-01) or the Prometheus text format 0.0.4.
enum class text_format : std::uint8_t { openmetrics, prometheus };

std::string_view to_string(text_format format);

// OpenMetrics when some line is exactly `# EOF`, since the other format has no end marker and is cut without notice.
text_format detect_format(std::string_view body);

}  // namespace headroom::openmetrics

#include "headroom/autopilot/analysis_argument.h"

#include <fmt/format.h>

#include "headroom/temporal/common/value.h"

namespace headroom::autopilot {

result<bulk_analysis_request> read_analysis_arguments(const temporal::raw_args& arguments) {
  if (arguments.size() == 0) return bulk_analysis_request{};
  if (arguments.size() > 1) {
    return fail(error_code::invalid_argument,
                fmt::format("the analysis got {} arguments, expected none or one object", arguments.size()));
  }
  const temporal::payload& payload = arguments.payloads().front();
  if (temporal::is_null(payload)) return bulk_analysis_request{};
  if (payload.encoding() != temporal::encodings::json) {
    return fail(error_code::invalid_argument,
                fmt::format("the analysis argument is encoded as '{}', expected json/plain", payload.encoding()));
  }
  const auto value = parse_json(payload.data, "the analysis argument");
  if (!value) return fail(value.error());
  return read_bulk_analysis_request(*value);
}

}  // namespace headroom::autopilot

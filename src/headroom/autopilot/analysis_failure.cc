#include "headroom/autopilot/analysis_failure.h"

#include <cctype>
#include <string>

#include "headroom/temporal/common/failure.h"

namespace headroom::autopilot {
namespace {

std::string camel_case(std::string_view snake) {
  std::string out;
  bool upper = true;
  for (const char c : snake) {
    if (c == '_') {
      upper = true;
    } else {
      out += upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
      upper = false;
    }
  }
  return out;
}

}  // namespace

void throw_as_failure(const error& e) {
  throw temporal::application_failure(e.message)
      .type(camel_case(to_string(e.code)))
      .non_retryable(e.retry == retryable::no);
}

}  // namespace headroom::autopilot

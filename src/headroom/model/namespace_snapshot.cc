#include "headroom/model/namespace_snapshot.h"

namespace headroom {

std::string_view to_string(completeness c) {
  switch (c) {
    case completeness::complete:
      return "complete";
    case completeness::limited:
      return "limited";
    case completeness::unknown:
      return "unknown";
    case completeness::cut:
      return "cut";
  }
  return "unknown";
}

std::string_view to_string(capacity_source source) {
  switch (source) {
    case capacity_source::none:
      return "unknown";
    case capacity_source::ops_api:
      return "ops-api";
    case capacity_source::tru_metric:
      return "metric";
  }
  return "unknown";
}

}  // namespace headroom

#include "headroom/model/limit_row.h"

namespace headroom {

std::string_view to_string(limit_kind kind) {
  switch (kind) {
    case limit_kind::actions:
      return "actions";
    case limit_kind::requests:
      return "requests";
    case limit_kind::operations:
      return "operations";
  }
  return "unknown";
}

}  // namespace headroom

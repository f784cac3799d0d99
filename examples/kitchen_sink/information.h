#pragma once

#include <string>

#include "frame.h"

namespace kitchen_sink {

// $info, $memo and $search_attribute: what the workflow may know of itself.
value information(const std::string& field);
value memo_value(const std::string& key);
value search_attribute_json(const std::string& key);

}  // namespace kitchen_sink

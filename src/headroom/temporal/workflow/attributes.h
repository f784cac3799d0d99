#pragma once

#include <string>
#include <utility>
#include <vector>

#include "headroom/temporal/common/data_converter.h"
#include "headroom/temporal/common/search_attributes.h"

// What the outside sees of a running workflow besides its result: search attributes, memo, details, log lines.
namespace temporal::workflow {

// Sets or removes search attributes of this workflow; current_info() has them at once.
void upsert_search_attributes(std::vector<search_attribute_update> updates);
template <class T>
void upsert_search_attribute(const search_attribute_key<T>& key, T value) {
  upsert_search_attributes({{key.name(), key.type(), search_attribute_value(std::move(value))}});
}
template <class T>
void remove_search_attribute(const search_attribute_key<T>& key) {
  upsert_search_attributes({{key.name(), key.type(), std::nullopt}});
}

// Sets fields of the memo; a null payload (nullopt, null_payload()) removes one.
void upsert_memo(payload_map updates);
template <class T>
void upsert_memo(const std::string& key, const T& value) {
  upsert_memo(payload_map{{key, to_payload(value)}});
}

// Text, many lines if need be, that user interfaces show for the running workflow.
void set_current_details(std::string text);
[[nodiscard]] const std::string& current_details();

}  // namespace temporal::workflow

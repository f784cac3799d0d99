#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "headroom/cloud/json_text.h"
#include "headroom/cloud/spec_edit.h"
#include "headroom/json/json.h"

namespace {

// The members but for the capacity.
headroom::json without_capacity(headroom::json spec) {
  for (auto member = spec.begin(); member != spec.end();) {
    member = headroom::cloud::names_field(member.key(), "capacityspec") ? spec.erase(member) : std::next(member);
  }
  return spec;
}

}  // namespace

// An edited spec replaces the whole one in Temporal Cloud: it must be JSON, hold the capacity, and have lost nothing
// else.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace headroom;
  const std::string_view spec(reinterpret_cast<const char*>(data), size);
  const auto edited = cloud::replace_capacity_spec(spec, provisioned(4));
  if (!edited) return 0;
  const auto before = parse_json(spec, "before");
  const auto after = parse_json(*edited, "after");
  if (!before || !after || without_capacity(*before) != without_capacity(*after)) std::abort();
  if (cloud::replace_capacity_spec(*edited, provisioned(4)) != *edited) std::abort();
  return 0;
}

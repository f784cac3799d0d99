#include <array>
#include <cstdint>
#include <cstdlib>

#include "temporal/api/common/v1/message.pb.h"

#include "headroom/temporal/common/data_converter.h"
#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/common/payload_error.h"
#include "headroom/temporal/common/search_attributes.h"
#include "headroom/temporal/common/value.h"

namespace {

// What can be read can be written and read again as the same value; what cannot is a payload_error and nothing else.
template <class T>
void check(const temporal::payload& p) {
  try {
    const auto v = temporal::from_payload<T>(p);
    if (temporal::from_payload<T>(temporal::to_payload(v)) != v) std::abort();
  } catch (const temporal::payload_error&) {
    return;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::array encodings{temporal::encodings::null, temporal::encodings::binary, temporal::encodings::json,
                                 temporal::encodings::protobuf_json, temporal::encodings::protobuf_binary};
  constexpr std::array types{"Keyword", "Text", "Int", "Double", "Bool", "Datetime", "KeywordList"};
  if (size < 1) return 0;
  auto p = temporal::make_payload(encodings[data[0] % encodings.size()],
                                  std::string(reinterpret_cast<const char*>(data) + 1, size - 1));
  check<bool>(p);
  check<std::int64_t>(p);
  check<std::uint8_t>(p);
  check<std::string>(p);
  check<std::optional<double>>(p);
  check<temporal::bytes>(p);
  check<temporal::value>(p);
  check<std::vector<std::string>>(p);
  try {
    (void)temporal::from_payload<temporal::api::common::v1::RetryPolicy>(p);
  } catch (const temporal::payload_error&) {
  }
  p.metadata["type"] = types[data[0] % types.size()];
  (void)temporal::detail::read_search_attributes({{"a", p}});
  return 0;
}

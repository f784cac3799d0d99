#include "headroom/temporal/common/value.h"

#include "headroom/temporal/common/data_converter.h"

namespace temporal {

payload payload_traits<value>::write(const value& v) {
  if (v.is_null()) return make_payload(encodings::null, {});
  if (const auto* b = v.as_bytes()) return to_payload(*b);
  return detail::write_json_value(*v.as_json());
}

value payload_traits<value>::read(const payload& p) {
  if (p.encoding() == encodings::binary) return value(from_payload<bytes>(p));
  return value(detail::read_json_value(p));
}

}  // namespace temporal

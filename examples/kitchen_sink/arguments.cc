#include "arguments.h"

#include "headroom/temporal/common/payload_error.h"

namespace kitchen_sink {

json read_object(const temporal::payload& p) {
  json out = temporal::from_payload<json>(p);
  if (!out.is_object()) throw temporal::payload_error("expected an object, saw " + std::string(out.type_name()));
  return out;
}

json read_object_with(const temporal::payload& p, const char* member, json::value_t type) {
  json out = read_object(p);
  if (!out.contains(member) || out.at(member).type() != type) {
    throw temporal::payload_error(std::string("expected an object with the member ") + member);
  }
  return out;
}

}  // namespace kitchen_sink

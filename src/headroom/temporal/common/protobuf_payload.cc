#include "headroom/temporal/common/protobuf_payload.h"

#include <fmt/format.h>
#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>

#include "headroom/base/text.h"
#include "headroom/temporal/common/payload_error.h"

namespace temporal {
namespace {

payload of_type(const google::protobuf::Message& m, std::string_view encoding, std::string data) {
  auto out = make_payload(encoding, std::move(data));
  out.metadata.emplace("messageType", m.GetTypeName());
  return out;
}

void check_type(const payload& p, const google::protobuf::Message& m) {
  const auto it = p.metadata.find("messageType");
  if (it == p.metadata.end() || it->second == m.GetTypeName()) return;
  throw payload_error(fmt::format("saw a payload of message type '{}', expected '{}'",
                                  headroom::escape_for_terminal(it->second), m.GetTypeName()));
}

}  // namespace

payload to_binary_protobuf_payload(const google::protobuf::Message& m) {
  return of_type(m, encodings::protobuf_binary, m.SerializeAsString());
}

namespace detail {

payload write_protobuf(const google::protobuf::Message& m) {
  std::string text;
  const auto status = google::protobuf::util::MessageToJsonString(m, &text);
  if (!status.ok()) {
    throw payload_error(fmt::format("{} cannot be written as JSON: {}", m.GetTypeName(), status.ToString()));
  }
  return of_type(m, encodings::protobuf_json, std::move(text));
}

void read_protobuf(const payload& p, google::protobuf::Message& out) {
  if (p.encoding() == encodings::protobuf_binary) {
    check_type(p, out);
    if (!out.ParseFromString(p.data)) {
      throw payload_error(fmt::format("saw {} bytes that are no {}", p.data.size(), out.GetTypeName()));
    }
    return;
  }
  if (p.encoding() == encodings::protobuf_json) {
    check_type(p, out);
    google::protobuf::util::JsonParseOptions options;
    options.ignore_unknown_fields = true;
    const auto status = google::protobuf::util::JsonStringToMessage(p.data, &out, options);
    if (status.ok()) return;
    throw payload_error(fmt::format("saw JSON that is no {}: {}", out.GetTypeName(), status.ToString()));
  }
  throw payload_error(fmt::format("saw a payload of encoding '{}', expected {} as json/protobuf or binary/protobuf",
                                  headroom::escape_for_terminal(p.encoding()), out.GetTypeName()));
}

}  // namespace detail
}  // namespace temporal

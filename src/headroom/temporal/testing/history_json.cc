#include "headroom/temporal/testing/history_json.h"

#include <google/protobuf/util/json_util.h>
#include <stdexcept>

#include "temporal/api/history/v1/message.pb.h"

#include "headroom/temporal/testing/enum_spelling.h"

namespace temporal::testing {
namespace {

using api::history::v1::History;
using nlohmann::json;

json parse(std::string_view text) {
  try {
    return json::parse(text);
  } catch (const json::exception& error) {
    throw std::invalid_argument(std::string("the history is no JSON: ") + error.what());
  }
}

void check_types(const History& history) {
  for (const auto& event : history.events()) {
    if (event.event_type() == api::enums::v1::EVENT_TYPE_UNSPECIFIED) {
      throw std::invalid_argument("event " + std::to_string(event.event_id()) + " has no eventType");
    }
  }
  if (history.events().empty()) throw std::invalid_argument("the history has no events");
}

}  // namespace

std::string to_json(const workflow_history& history) {
  History message;
  if (!message.ParseFromString(history.bytes)) throw std::invalid_argument("these bytes are no history");
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  std::string text;
  const auto status = google::protobuf::util::MessageToJsonString(message, &text, options);
  if (!status.ok()) throw std::invalid_argument("the history cannot be written as JSON: " + status.ToString());
  return text;
}

workflow_history history_from_json(std::string_view text, std::string workflow_id) {
  json document = parse(text);
  if (!document.is_object()) throw std::invalid_argument("the history is no object with \"events\"");
  spell_enums(*History::descriptor(), document, "history");
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;
  History message;
  const auto status = google::protobuf::util::JsonStringToMessage(document.dump(), &message, options);
  if (!status.ok()) throw std::invalid_argument("the history cannot be read: " + status.ToString());
  check_types(message);
  if (workflow_id.empty()) workflow_id = message.events(0).workflow_execution_started_event_attributes().workflow_id();
  return {std::move(workflow_id), message.SerializeAsString()};
}

}  // namespace temporal::testing

#include "headroom/temporal/common/codec_visitor.h"

#include <fmt/format.h>
#include <google/protobuf/message.h>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "headroom/temporal/common/payload_error.h"
#include "headroom/temporal/common/payload_proto.h"

namespace temporal::detail {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using direction = payload_list (payload_codec::*)(payload_list) const;

// The fields of a message type below which payloads can be. Worked out once a type, since it needs a walk over types.
class plan_cache {
 public:
  const std::vector<const FieldDescriptor*>& fields_of(const Descriptor* type) {
    const std::lock_guard lock(mutex_);
    const auto found = plans_.find(type);
    if (found != plans_.end()) return found->second;
    std::vector<const FieldDescriptor*> fields;
    for (int i = 0; i < type->field_count(); ++i) {
      if (leads_to_payload(type->field(i))) fields.push_back(type->field(i));
    }
    return plans_.emplace(type, std::move(fields)).first->second;
  }

 private:
  static bool is_skipped(const FieldDescriptor* field) {
    const auto& type = field->message_type()->full_name();
    return type == "temporal.api.common.v1.SearchAttributes" || type == "temporal.api.common.v1.Header" ||
           field->name() == "headers";
  }

  static bool leads_to_payload(const FieldDescriptor* field) {
    std::vector<const Descriptor*> seen;
    return leads_to_payload(field, seen);
  }

  static bool leads_to_payload(const FieldDescriptor* field, std::vector<const Descriptor*>& seen) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE || is_skipped(field)) return false;
    const Descriptor* type = field->message_type();
    if (type->full_name() == "temporal.api.common.v1.Payload") return true;
    if (std::find(seen.begin(), seen.end(), type) != seen.end()) return false;
    seen.push_back(type);
    for (int i = 0; i < type->field_count(); ++i) {
      if (leads_to_payload(type->field(i), seen)) return true;
    }
    return false;
  }

  std::mutex mutex_;
  std::unordered_map<const Descriptor*, std::vector<const FieldDescriptor*>> plans_;
};

plan_cache& plans() {
  static plan_cache cache;
  return cache;
}

class visitor {
 public:
  visitor(const payload_codec& codec, direction convert) : codec_(codec), convert_(convert) {}

  void visit(Message& m) {
    if (auto* single = dynamic_cast<payload_proto*>(&m)) return convert({single});
    const auto* reflection = m.GetReflection();
    for (const auto* field : plans().fields_of(m.GetDescriptor())) visit_field(m, *reflection, field);
  }

 private:
  void visit_field(Message& m, const google::protobuf::Reflection& reflection, const FieldDescriptor* field) {
    if (!field->is_repeated()) {
      if (reflection.HasField(m, field)) visit(*reflection.MutableMessage(&m, field));
      return;
    }
    if (!field->is_map() && field->message_type() == payload_proto::descriptor()) {
      std::vector<payload_proto*> list;
      list.reserve(static_cast<std::size_t>(reflection.FieldSize(m, field)));
      for (int i = 0; i < reflection.FieldSize(m, field); ++i) {
        list.push_back(static_cast<payload_proto*>(reflection.MutableRepeatedMessage(&m, field, i)));
      }
      return convert(list);
    }
    for (int i = 0; i < reflection.FieldSize(m, field); ++i) {
      visit(*reflection.MutableRepeatedMessage(&m, field, i));  // for a map, its entries
    }
  }

  // Payloads that belong together go through the codec in one call.
  void convert(const std::vector<payload_proto*>& list) {
    if (list.empty()) return;
    payload_list in;
    in.reserve(list.size());
    for (const auto* p : list) in.push_back(read_proto(*p));
    const auto out = converted(std::move(in));
    for (std::size_t i = 0; i < list.size(); ++i) {
      list[i]->Clear();
      write_proto(out[i], *list[i]);
    }
  }

  payload_list converted(payload_list in) {
    const auto wanted = in.size();
    auto out = (codec_.*convert_)(std::move(in));
    if (out.size() != wanted) {
      throw payload_error(
          fmt::format("the payload codec returned {} payloads for {}, expected as many", out.size(), wanted));
    }
    return out;
  }

  const payload_codec& codec_;
  direction convert_;
};

}  // namespace

void encode_payloads(const payload_codec* codec, Message& m) {
  if (codec != nullptr) visitor(*codec, &payload_codec::encode).visit(m);
}

void decode_payloads(const payload_codec* codec, Message& m) {
  if (codec != nullptr) visitor(*codec, &payload_codec::decode).visit(m);
}

}  // namespace temporal::detail

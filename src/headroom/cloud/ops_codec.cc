#include "headroom/cloud/ops_codec.h"

#include <algorithm>
#include <array>
#include <simdjson.h>
#include <utility>

#include "headroom/base/text.h"
#include "headroom/cloud/json_text.h"
#include "headroom/cloud/ops_decode.h"
#include "headroom/cloud/ops_fields.h"

namespace headroom::cloud {
namespace {

using fields::for_each_member;
using fields::json_value;
using fields::walk_members;
using simdjson::ondemand::json_type;

// The replicas' regions; a name that is empty says nothing.
void read_regions(json_value& replicas, region_list& out) {
  if (replicas.type().value() != json_type::array) return;
  for (auto replica : replicas.get_array()) {
    if (const auto broken = replica.error()) throw simdjson::simdjson_error(broken);
    for_each_member(replica.value_unsafe(), [&](std::string_view key, json_value& value) {
      if (!names<"region">(key)) return;
      if (const auto region = fields::text_view(value); !region.empty()) out.add(region);
    });
  }
}

std::string read_latest_request(json_value& request, ops_namespace& out) {
  std::string operation_id;
  for_each_member(request, [&](std::string_view key, json_value& value) {
    if (names<"state">(key)) out.latest_request = fields::request_state(value);
    if (names<"asyncOperationId">(key)) operation_id = fields::text(value);
  });
  return operation_id;
}

enum class namespace_field : std::uint8_t {
  none,
  id,
  resource_version,
  state,
  active_region,
  replicas,
  limits,
  capacity,
  spec
};

// By the length first: only names of one length have to be compared, each with a text of known length. Other spellings
// are looked for one by one.
namespace_field field_named(std::string_view key) {
  using enum namespace_field;
  switch (key.size()) {
    case std::string_view("spec").size():
      if (key == "spec") return spec;
      break;
    case std::string_view("state").size():
      if (key == "state") return state;
      break;
    case std::string_view("limits").size():
      if (key == "limits") return limits;
      break;
    case std::string_view("capacity").size():
      if (key == "capacity") return capacity;
      if (key == "replicas") return replicas;
      break;
    case std::string_view("namespace").size():
      if (key == "namespace") return id;
      break;
    case std::string_view("activeRegion").size():
      if (key == "activeRegion") return active_region;
      break;
    case std::string_view("resourceVersion").size():
      if (key == "resourceVersion") return resource_version;
      break;
    default:
      break;
  }
  static constexpr std::array<std::pair<std::string_view, namespace_field>, 8> folded{{
      {"namespace", id},
      {"resourceversion", resource_version},
      {"state", state},
      {"activeregion", active_region},
      {"replicas", replicas},
      {"limits", limits},
      {"capacity", capacity},
      {"spec", spec},
  }};
  const auto known = std::ranges::find_if(folded, [key](const auto& one) { return names_field(key, one.first); });
  return known == folded.end() ? none : known->second;
}

// Reads one namespace; the list and the single answer have the same shape.
class namespace_reader {
 public:
  explicit namespace_reader(ops_namespace& out) : out_(out) {}

  // The spec is the largest part and is looked at only when the rest does not say all; `on_spec` gets it if there is
  // one.
  template <class OnSpec>
  void read(json_value& element, OnSpec&& on_spec) {
    if (element.type().value() != json_type::object) return;
    simdjson::ondemand::object object = element.get_object();
    const auto ignore = [](std::string_view) {};
    walk_members(object, [this](std::string_view key, json_value& value) { take(key, value); }, ignore);
    on_spec(object);
    if (capacity_seen_ && !out_.regions.empty()) return;
    static_cast<void>(object.reset().value());
    walk_members(
        object,
        [this](std::string_view key, json_value& value) {
          if (names<"spec">(key)) take_spec(value);
        },
        ignore);
  }
  // When all is read.
  void finish() { out_.current = capacity_seen_ ? capacity_.result() : wanted_.result(); }

  [[nodiscard]] const std::string& request_operation_id() const { return request_operation_id_; }

 private:
  void take(std::string_view key, json_value& value) {
    switch (field_named(key)) {
      case namespace_field::id:
        out_.id = namespace_id(fields::text(value));
        break;
      case namespace_field::resource_version:
        out_.resource_version = fields::text_view(value);
        break;
      case namespace_field::state:
        out_.state = fields::resource_state(value);
        break;
      case namespace_field::active_region:
        out_.active_region = fields::text_view(value);
        break;
      case namespace_field::replicas:
        read_regions(value, out_.regions);
        break;
      case namespace_field::limits:
        take_limits(value);
        break;
      case namespace_field::capacity:
        take_capacity(value);
        break;
      case namespace_field::spec:
      case namespace_field::none:
        break;
    }
  }
  void take_limits(json_value& value) {
    for_each_member(value, [this](std::string_view key, json_value& limit) {
      if (names<"actionsPerSecondLimit">(key)) out_.actions_per_s_limit = fields::number(limit);
    });
  }
  void take_capacity(json_value& value) {
    capacity_seen_ = true;
    for_each_member(value, [this](std::string_view key, json_value& member) {
      if (names<"latestRequest">(key)) {
        request_operation_id_ = read_latest_request(member, out_);
      } else {
        capacity_.take(key, member);
      }
    });
  }
  void take_spec(json_value& value) {
    for_each_member(value, [this](std::string_view key, json_value& member) {
      if (names<"regions">(key) && out_.regions.empty()) {
        for (const auto& region : fields::texts(member)) out_.regions.add(region);
      }
      if (names<"capacitySpec">(key)) {
        for_each_member(member, [this](std::string_view inner, json_value& choice) { wanted_.take(inner, choice); });
      }
    });
  }

  ops_namespace& out_;
  fields::capacity_reader capacity_;
  fields::capacity_reader wanted_;  // of the spec: used when an older server sends no `capacity`
  std::string request_operation_id_;
  bool capacity_seen_ = false;
};

bool read_page_member(namespace_page& out, std::string_view key, json_value& value) {
  if (names<"nextPageToken">(key)) {
    out.next_page_token = fields::text(value);
    return true;
  }
  if (!names<"namespaces">(key) || value.type().value() != json_type::array) return false;
  constexpr std::size_t usual_page = 1000;
  out.namespaces.reserve(usual_page);
  for (auto element : value.get_array()) {
    if (const auto broken = element.error()) throw simdjson::simdjson_error(broken);
    namespace_reader one(out.namespaces.emplace_back());
    one.read(element.value_unsafe(), [](simdjson::ondemand::object&) {});
    one.finish();
    if (out.namespaces.back().id.value().empty()) out.namespaces.pop_back();
  }
  return true;
}

// The text of the member `spec`, byte for byte.
std::string raw_spec(simdjson::ondemand::object& object) {
  std::string out;
  static_cast<void>(object.reset().value());
  walk_members(
      object,
      [&out](std::string_view key, json_value& value) {
        if (!names<"spec">(key) || value.type().value() != json_type::object) return;
        simdjson::ondemand::object spec = value.get_object();
        out = std::string(trim(spec.raw_json().value()));
      },
      [](std::string_view) {});
  return out;
}

bool read_detail_member(namespace_detail& out, std::string_view key, json_value& value) {
  if (!names<"namespace">(key)) return false;
  namespace_reader one(out.seen);
  one.read(value, [&out](simdjson::ondemand::object& object) { out.spec_json = raw_spec(object); });
  out.latest_request_operation_id = one.request_operation_id();
  one.finish();
  return true;
}

}  // namespace

result<namespace_page> decode_namespace_page(std::string& body) {
  // An account without namespaces may answer with an empty object, since proto3 leaves out what is empty.
  if (trim(body) == "{}") return namespace_page{};
  return decode<namespace_page>(body, "the list of namespaces", read_page_member, "namespaces");
}

result<namespace_detail> decode_namespace(std::string_view body) {
  std::string copy(body);
  return decode<namespace_detail>(copy, "the namespace", read_detail_member);
}

}  // namespace headroom::cloud

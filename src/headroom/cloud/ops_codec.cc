#include "headroom/cloud/ops_codec.h"

#include <algorithm>
#include <fmt/format.h>
#include <simdjson.h>
#include <utility>

#include "headroom/base/text.h"
#include "headroom/cloud/json_text.h"
#include "headroom/cloud/ops_fields.h"

namespace headroom::cloud {
namespace {

using fields::for_each_member;
using fields::json_value;
using fields::walk_members;
using simdjson::ondemand::json_type;

std::unexpected<error> not_readable(std::string_view what, std::string_view why, std::string_view body) {
  return fail(error_code::data_loss,
              fmt::format("{} cannot be read ({}); it begins with '{}', expected a JSON object", what, why,
                          escape_for_terminal(trim(body).substr(0, 60))),
              retryable::yes);
}

// Opens the body as a JSON object and hands it to `read`, which returns the value or a result of it.
// `may_be_null` is the folded name of a member that is allowed to be null, which proto3 takes for empty.
template <class Value, class Read>
result<Value> decode(std::string& body, std::string_view what, Read&& read, std::string_view may_be_null = "") {
  body.reserve(body.size() + simdjson::SIMDJSON_PADDING);
  try {
    simdjson::ondemand::parser parser;
    simdjson::ondemand::document document =
        parser.iterate(simdjson::padded_string_view(body.data(), body.size(), body.capacity()));
    Value out;
    bool found = false;
    simdjson::ondemand::object object = document.get_object();
    walk_members(
        object, [&](std::string_view key, json_value value) { found = read(out, key, value) || found; },
        [&](std::string_view key) { found = found || names_field(key, may_be_null); });
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS)
      return not_readable(what, "more follows its end", body);
    if (!found) return not_readable(what, "the expected member is missing", body);
    return out;
  } catch (const simdjson::simdjson_error& e) {
    return not_readable(what, e.what(), body);
  }
}

void read_regions(json_value replicas, std::vector<std::string>& out) {
  if (replicas.type().value() != json_type::array) return;
  out.clear();
  for (auto replica : replicas.get_array()) {
    for_each_member(replica.value(), [&](std::string_view key, json_value value) {
      if (names_field(key, "region")) out.push_back(fields::text(value));
    });
  }
}

std::string read_latest_request(json_value request, ops_namespace& out) {
  std::string operation_id;
  for_each_member(request, [&](std::string_view key, json_value value) {
    if (names_field(key, "state")) out.latest_request = fields::request_state(value);
    if (names_field(key, "asyncoperationid")) operation_id = fields::text(value);
  });
  return operation_id;
}

// Reads one namespace; the list and the single answer have the same shape.
class namespace_reader {
 public:
  // The spec is the largest part and is looked at only when the rest does not say all; `on_spec` gets it if there is
  // one.
  template <class OnSpec>
  void read(json_value element, OnSpec&& on_spec) {
    if (element.type().value() != json_type::object) return;
    simdjson::ondemand::object object = element.get_object();
    const auto ignore = [](std::string_view) {};
    walk_members(object, [this](std::string_view key, json_value value) { take(key, value); }, ignore);
    on_spec(object);
    if (capacity_seen_ && !out_.regions.empty()) return;
    static_cast<void>(object.reset().value());
    walk_members(
        object,
        [this](std::string_view key, json_value value) {
          if (names_field(key, "spec")) take_spec(value);
        },
        ignore);
  }

  ops_namespace finish() && {
    out_.current = capacity_seen_ ? capacity_.result() : wanted_.result();
    return std::move(out_);
  }
  [[nodiscard]] const std::string& request_operation_id() const { return request_operation_id_; }

 private:
  void take(std::string_view key, json_value value) {
    if (names_field(key, "namespace")) {
      out_.id = namespace_id(fields::text(value));
    } else if (names_field(key, "resourceversion")) {
      out_.resource_version = fields::text(value);
    } else if (names_field(key, "state")) {
      out_.state = fields::resource_state(value);
    } else if (names_field(key, "activeregion")) {
      out_.active_region = fields::text(value);
    } else if (names_field(key, "replicas")) {
      read_regions(value, out_.regions);
    } else if (names_field(key, "limits")) {
      take_limits(value);
    } else if (names_field(key, "capacity")) {
      take_capacity(value);
    }
  }
  void take_limits(json_value value) {
    for_each_member(value, [this](std::string_view key, json_value limit) {
      if (names_field(key, "actionspersecondlimit")) out_.actions_per_s_limit = fields::number(limit);
    });
  }
  void take_capacity(json_value value) {
    capacity_seen_ = true;
    for_each_member(value, [this](std::string_view key, json_value member) {
      if (names_field(key, "latestrequest")) {
        request_operation_id_ = read_latest_request(member, out_);
      } else {
        capacity_.take(key, member);
      }
    });
  }
  void take_spec(json_value value) {
    for_each_member(value, [this](std::string_view key, json_value member) {
      if (names_field(key, "regions") && out_.regions.empty()) out_.regions = fields::texts(member);
      if (names_field(key, "capacityspec")) {
        for_each_member(member, [this](std::string_view inner, json_value choice) { wanted_.take(inner, choice); });
      }
    });
  }

  ops_namespace out_;
  fields::capacity_reader capacity_;
  fields::capacity_reader wanted_;  // of the spec: used when an older server sends no `capacity`
  std::string request_operation_id_;
  bool capacity_seen_ = false;
};

bool read_page_member(namespace_page& out, std::string_view key, json_value value) {
  if (names_field(key, "nextpagetoken")) {
    out.next_page_token = fields::text(value);
    return true;
  }
  if (!names_field(key, "namespaces") || value.type().value() != json_type::array) return false;
  constexpr std::size_t usual_page = 1000;
  out.namespaces.reserve(usual_page);
  for (auto element : value.get_array()) {
    namespace_reader one;
    one.read(element.value(), [](simdjson::ondemand::object&) {});
    ops_namespace read = std::move(one).finish();
    if (!read.id.value().empty()) out.namespaces.push_back(std::move(read));
  }
  return true;
}

// The text of the member `spec`, byte for byte.
std::string raw_spec(simdjson::ondemand::object& object) {
  std::string out;
  static_cast<void>(object.reset().value());
  walk_members(
      object,
      [&out](std::string_view key, json_value value) {
        if (!names_field(key, "spec") || value.type().value() != json_type::object) return;
        simdjson::ondemand::object spec = value.get_object();
        out = std::string(trim(spec.raw_json().value()));
      },
      [](std::string_view) {});
  return out;
}

bool read_detail_member(namespace_detail& out, std::string_view key, json_value value) {
  if (!names_field(key, "namespace")) return false;
  namespace_reader one;
  one.read(value, [&out](simdjson::ondemand::object& object) { out.spec_json = raw_spec(object); });
  out.latest_request_operation_id = one.request_operation_id();
  out.seen = std::move(one).finish();
  return true;
}

void read_mode_options(json_value options, capacity_offer& out) {
  for_each_member(options, [&](std::string_view key, json_value mode) {
    for_each_member(mode, [&](std::string_view inner, json_value value) {
      if (names_field(key, "provisioned") && names_field(inner, "validtruvalues") &&
          value.type().value() == json_type::array) {
        for (auto one : value.get_array()) {
          if (const auto trus = fields::number(one.value()); trus && *trus >= 1 && *trus <= 100'000) {
            out.valid_trus.emplace_back(static_cast<int>(*trus));
          }
        }
      } else if (names_field(key, "provisioned") && names_field(inner, "maxavailabletruvalue")) {
        if (const auto trus = fields::number(value); trus && *trus >= 0 && *trus <= 100'000) {
          out.max_available_trus = tru_count(static_cast<int>(*trus));
        }
      } else if (names_field(key, "ondemand") && names_field(inner, "apslimit")) {
        out.on_demand_limit_aps = fields::number(value);
      }
    });
  });
}

void read_stats(json_value stats, capacity_info& out) {
  for_each_member(stats, [&](std::string_view key, json_value aps) {
    if (!names_field(key, "aps")) return;
    for_each_member(aps, [&](std::string_view inner, json_value value) {
      if (names_field(inner, "mean")) out.mean_aps = fields::number(value);
      if (names_field(inner, "p90")) out.p90_aps = fields::number(value);
      if (names_field(inner, "p99")) out.p99_aps = fields::number(value);
    });
  });
}

bool read_capacity_info_member(capacity_info& out, std::string_view key, json_value value) {
  if (!names_field(key, "capacityinfo")) return false;
  for_each_member(value, [&](std::string_view inner, json_value member) {
    if (names_field(inner, "namespace")) out.id = namespace_id(fields::text(member));
    if (names_field(inner, "haslegacylimits")) out.has_legacy_limits = member.get_bool().value();
    if (names_field(inner, "modeoptions")) read_mode_options(member, out.offer);
    if (names_field(inner, "stats")) read_stats(member, out);
    if (names_field(inner, "currentcapacity")) {
      fields::capacity_reader current;
      for_each_member(member, [&](std::string_view choice, json_value shape) { current.take(choice, shape); });
      out.current = current.result();
    }
  });
  std::ranges::sort(out.offer.valid_trus);
  return true;
}

std::optional<double> duration_s(std::string text) {
  if (!text.ends_with('s')) return std::nullopt;
  text.pop_back();
  char* end = nullptr;
  const double seconds = std::strtod(text.c_str(), &end);
  return end == text.c_str() + text.size() && seconds >= 0 && seconds < 1e6 ? std::optional(seconds) : std::nullopt;
}

bool read_operation_member(async_operation& out, std::string_view key, json_value value) {
  if (!names_field(key, "asyncoperation")) return false;
  for_each_member(value, [&](std::string_view inner, json_value member) {
    if (names_field(inner, "id")) out.id = fields::text(member);
    if (names_field(inner, "state")) out.state = fields::async_state(member);
    if (names_field(inner, "failurereason")) out.failure_reason = fields::text(member);
    if (names_field(inner, "checkduration")) out.check_after_s = duration_s(fields::text(member));
  });
  return true;
}

void read_principal(json_value principal, identity& out) {
  const auto take_access = [&out](json_value access) {
    for_each_member(access, [&out](std::string_view key, json_value value) {
      if (!names_field(key, "accountaccess")) return;
      for_each_member(value, [&out](std::string_view inner, json_value role) {
        if (names_field(inner, "role")) out.account_role = fields::text(role);
      });
    });
  };
  for_each_member(principal, [&](std::string_view key, json_value value) {
    if (names_field(key, "id")) out.id = fields::text(value);
    if (!names_field(key, "spec")) return;
    for_each_member(value, [&](std::string_view inner, json_value member) {
      if (names_field(inner, "email") || names_field(inner, "name")) out.name = fields::text(member);
      if (names_field(inner, "access")) take_access(member);
    });
  });
}

bool read_identity_member(identity& out, std::string_view key, json_value value) {
  const bool user = names_field(key, "user");
  if (!user && !names_field(key, "serviceaccount")) return false;
  out.kind = user ? "user" : "service account";
  read_principal(value, out);
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

result<capacity_info> decode_capacity_info(std::string_view body) {
  std::string copy(body);
  return decode<capacity_info>(copy, "the namespace's capacity info", read_capacity_info_member);
}

result<async_operation> decode_operation(std::string_view body) {
  std::string copy(body);
  return decode<async_operation>(copy, "the operation", read_operation_member);
}

result<identity> decode_identity(std::string_view body) {
  std::string copy(body);
  return decode<identity>(copy, "the identity", read_identity_member);
}

}  // namespace headroom::cloud

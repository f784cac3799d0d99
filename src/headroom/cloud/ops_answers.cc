// The Ops API's smaller answers; namespaces are in ops_codec.cc.
#include <algorithm>
#include <charconv>
#include <optional>
#include <simdjson.h>
#include <utility>

#include "headroom/cloud/json_text.h"
#include "headroom/cloud/ops_codec.h"
#include "headroom/cloud/ops_decode.h"
#include "headroom/cloud/ops_fields.h"

namespace headroom::cloud {
namespace {

using fields::for_each_member;
using fields::json_value;
using simdjson::ondemand::json_type;

void read_mode_options(json_value& options, capacity_offer& out) {
  for_each_member(options, [&](std::string_view key, json_value& mode) {
    for_each_member(mode, [&](std::string_view inner, json_value& value) {
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

void read_stats(json_value& stats, capacity_info& out) {
  for_each_member(stats, [&](std::string_view key, json_value& aps) {
    if (!names_field(key, "aps")) return;
    for_each_member(aps, [&](std::string_view inner, json_value& value) {
      if (names_field(inner, "mean")) out.mean_aps = fields::number(value);
      if (names_field(inner, "p90")) out.p90_aps = fields::number(value);
      if (names_field(inner, "p99")) out.p99_aps = fields::number(value);
    });
  });
}

bool read_capacity_info_member(capacity_info& out, std::string_view key, json_value& value) {
  if (!names_field(key, "capacityinfo")) return false;
  for_each_member(value, [&](std::string_view inner, json_value& member) {
    if (names_field(inner, "namespace")) out.id = namespace_id(fields::text(member));
    if (names_field(inner, "haslegacylimits") && member.type().value() == json_type::boolean) {
      out.has_legacy_limits = member.get_bool().value();
    }
    if (names_field(inner, "modeoptions")) read_mode_options(member, out.offer);
    if (names_field(inner, "stats")) read_stats(member, out);
    if (names_field(inner, "currentcapacity")) {
      fields::capacity_reader current;
      for_each_member(member, [&](std::string_view choice, json_value& shape) { current.take(choice, shape); });
      out.current = current.result();
    }
  });
  std::ranges::sort(out.offer.valid_trus);
  return true;
}

// A protobuf Duration, as in "1.5s".
std::optional<double> duration_s(const std::string& text) {
  if (!text.ends_with('s')) return std::nullopt;
  constexpr double longest_s = 1e6;
  double seconds = 0;
  const char* const end = text.data() + text.size() - 1;
  const auto read = std::from_chars(text.data(), end, seconds);
  const bool whole = read.ec == std::errc() && read.ptr == end;
  return whole && seconds >= 0 && seconds < longest_s ? std::optional(seconds) : std::nullopt;
}

bool read_operation_member(async_operation& out, std::string_view key, json_value& value) {
  if (!names_field(key, "asyncoperation")) return false;
  for_each_member(value, [&](std::string_view inner, json_value& member) {
    if (names_field(inner, "id")) out.id = fields::text(member);
    if (names_field(inner, "state")) out.state = fields::async_state(member);
    if (names_field(inner, "failurereason")) out.failure_reason = fields::text(member);
    if (names_field(inner, "checkduration")) out.check_after_s = duration_s(fields::text(member));
  });
  return true;
}

void read_principal(json_value& principal, identity& out) {
  const auto take_access = [&out](json_value& access) {
    for_each_member(access, [&out](std::string_view key, json_value& value) {
      if (!names_field(key, "accountaccess")) return;
      for_each_member(value, [&out](std::string_view inner, json_value& role) {
        if (names_field(inner, "role")) out.account_role = fields::text(role);
      });
    });
  };
  for_each_member(principal, [&](std::string_view key, json_value& value) {
    if (names_field(key, "id")) out.id = fields::text(value);
    if (!names_field(key, "spec")) return;
    for_each_member(value, [&](std::string_view inner, json_value& member) {
      if (names_field(inner, "email") || names_field(inner, "name")) out.name = fields::text(member);
      if (names_field(inner, "access")) take_access(member);
    });
  });
}

bool read_identity_member(identity& out, std::string_view key, json_value& value) {
  const bool user = names_field(key, "user");
  if (!user && !names_field(key, "serviceaccount")) return false;
  out.kind = user ? "user" : "service account";
  read_principal(value, out);
  return true;
}

}  // namespace

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

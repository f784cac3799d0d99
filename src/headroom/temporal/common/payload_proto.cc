#include "headroom/temporal/common/payload_proto.h"

namespace temporal::detail {
namespace {

constexpr std::int64_t nanos_per_second = 1'000'000'000;

// The protocol wants seconds and nanos of one sign for durations, and nanos >= 0 for points in time.
template <class Proto>
void set(std::int64_t seconds, std::int64_t nanos, Proto& to) {
  to.set_seconds(seconds);
  to.set_nanos(static_cast<std::int32_t>(nanos));
}

}  // namespace

void write_proto(const payload& from, payload_proto& to) {
  for (const auto& [key, value] : from.metadata) (*to.mutable_metadata())[key] = value;
  to.set_data(from.data);
}

void write_proto(std::span<const payload> from, payload_proto_list& to) {
  for (const auto& p : from) write_proto(p, *to.Add());
}

void write_proto(const payload_map& from, payload_proto_map& to) {
  for (const auto& [key, p] : from) {
    auto& slot = to[key];
    slot.Clear();
    write_proto(p, slot);
  }
}

payload read_proto(const payload_proto& from) {
  payload out;
  for (const auto& [key, value] : from.metadata()) out.metadata.emplace(key, value);
  out.data = from.data();
  return out;
}

payload_list read_proto(const payload_proto_list& from) {
  payload_list out;
  out.reserve(static_cast<std::size_t>(from.size()));
  for (const auto& p : from) out.push_back(read_proto(p));
  return out;
}

payload_map read_proto(const payload_proto_map& from) {
  payload_map out;
  for (const auto& [key, p] : from) out.emplace(key, read_proto(p));
  return out;
}

void write_proto(duration from, google::protobuf::Duration& to) {
  set(from.count() / nanos_per_second, from.count() % nanos_per_second, to);
}

duration read_proto(const google::protobuf::Duration& from) {
  return duration(from.seconds() * nanos_per_second + from.nanos());
}

void write_proto(timestamp from, google::protobuf::Timestamp& to) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(from);
  set(seconds.time_since_epoch().count(), (from - seconds).count(), to);
}

timestamp read_proto(const google::protobuf::Timestamp& from) {
  return timestamp(duration(from.seconds() * nanos_per_second + from.nanos()));
}

}  // namespace temporal::detail

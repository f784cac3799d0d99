#include "headroom/temporal/worker/activation_peek.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

#include "temporal/sdk/core/workflow_activation/workflow_activation.pb.h"

namespace temporal::detail {
namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;
using activation = coresdk::workflow_activation::WorkflowActivation;
using job = coresdk::workflow_activation::WorkflowActivationJob;

constexpr std::string_view id_of_query_alone = "legacy_query";  // core's LEGACY_QUERY_ID

void read_eviction(std::string_view bytes, activation_peek& seen) {
  job parsed;
  if (!parsed.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return;
  const auto& eviction = parsed.remove_from_cache();
  seen.evicts = true;
  seen.eviction_message = eviction.message();
  seen.eviction_reason = coresdk::workflow_activation::RemoveFromCache::EvictionReason_Name(eviction.reason());
}

void read_query(std::string_view bytes, activation_peek& seen) {
  seen.queries = true;
  job parsed;
  if (!parsed.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return;
  if (parsed.query_workflow().query_id() == id_of_query_alone) seen.queries_alone = true;
}

// A job is one field, whose number is its kind.
void read_job(std::string_view bytes, activation_peek& seen) {
  CodedInputStream in(reinterpret_cast<const std::uint8_t*>(bytes.data()), static_cast<int>(bytes.size()));
  const int kind = WireFormatLite::GetTagFieldNumber(in.ReadTag());
  if (kind == job::kInitializeWorkflowFieldNumber) seen.initializes = true;
  if (kind == job::kQueryWorkflowFieldNumber) read_query(bytes, seen);
  if (kind == job::kResolveActivityFieldNumber) seen.resolves = true;
  if (kind == job::kRemoveFromCacheFieldNumber) read_eviction(bytes, seen);
}

}  // namespace

std::optional<activation_peek> peek(std::string_view bytes) {
  activation_peek seen;
  CodedInputStream in(reinterpret_cast<const std::uint8_t*>(bytes.data()), static_cast<int>(bytes.size()));
  while (const std::uint32_t tag = in.ReadTag()) {
    const int field = WireFormatLite::GetTagFieldNumber(tag);
    if (field == activation::kRunIdFieldNumber) {
      if (!WireFormatLite::ReadString(&in, &seen.run_id)) return std::nullopt;
    } else if (field == activation::kIsReplayingFieldNumber) {
      std::uint32_t flag = 0;
      if (!in.ReadVarint32(&flag)) return std::nullopt;
      seen.replaying = flag != 0;
    } else if (field == activation::kJobsFieldNumber) {
      std::uint32_t size = 0;
      if (!in.ReadVarint32(&size)) return std::nullopt;
      const auto start = static_cast<std::size_t>(in.CurrentPosition());
      if (!in.Skip(static_cast<int>(size))) return std::nullopt;
      read_job(bytes.substr(start, size), seen);
    } else if (!WireFormatLite::SkipField(&in, tag)) {
      return std::nullopt;
    }
  }
  if (!in.ConsumedEntireMessage() || seen.run_id.empty()) return std::nullopt;
  return seen;
}

}  // namespace temporal::detail

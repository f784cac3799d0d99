#pragma once

#include <google/rpc/status.pb.h>
#include <optional>
#include <string>

namespace temporal::detail {

// The first typed detail of that kind in a serialised google.rpc.Status.
template <class Message>
[[nodiscard]] std::optional<Message> find_detail(const std::string& status_bytes) {
  google::rpc::Status status;
  if (status_bytes.empty() || !status.ParseFromString(status_bytes)) return std::nullopt;
  for (const auto& detail : status.details()) {
    Message message;
    if (detail.Is<Message>() && detail.UnpackTo(&message)) return message;
  }
  return std::nullopt;
}

}  // namespace temporal::detail

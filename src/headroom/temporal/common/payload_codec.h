#pragma once

#include "headroom/temporal/common/payload.h"

namespace temporal {

// Bytes to bytes, after conversion: encryption, compression, storage elsewhere. It sees every payload of arguments,
// results, details, memo and summaries, and never search attributes (the server reads those) or headers.
// It may be called from several threads at once. Throwing fails the task, the attempt or the call at hand.
class payload_codec {
 public:
  virtual ~payload_codec() = default;
  // Both return as many payloads as they get.
  [[nodiscard]] virtual payload_list encode(payload_list payloads) const = 0;
  [[nodiscard]] virtual payload_list decode(payload_list payloads) const = 0;
};

}  // namespace temporal

#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "headroom/temporal/client/connection.h"
#include "headroom/temporal/client/outbound.h"
#include "headroom/temporal/client/rpc.h"
#include "headroom/temporal/common/codec_visitor.h"
#include "headroom/temporal/common/converter_options.h"

namespace temporal::detail {

// What a client is made of; shared by the client, its handles and its workers. Private to the SDK's .cc files.
struct client_core {
  std::shared_ptr<connection> link;
  std::string namespace_name;
  converter_options converters;
  std::unique_ptr<client_outbound> outbound;  // the chain of interceptors, ending in the calls themselves

  // One RPC of the WorkflowService, its payloads through the codec both ways.
  template <class Response, class Request>
  [[nodiscard]] Response call(std::string_view name, Request request, const call_options& options = {}) const {
    encode_payloads(converters.codec.get(), request);
    auto response = workflow_rpc<Response>(*link, name, request, options);
    decode_payloads(converters.codec.get(), response);
    return response;
  }
};

}  // namespace temporal::detail

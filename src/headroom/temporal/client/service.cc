#include "headroom/temporal/client/service.h"

#include <grpc/health/v1/health.pb.h>

#include "temporal/api/operatorservice/v1/request_response.pb.h"
#include "temporal/api/workflowservice/v1/request_response.pb.h"

#include "headroom/temporal/client/client_core.h"
#include "headroom/temporal/common/payload_proto.h"

namespace temporal {
namespace {

namespace service = temporal::api::workflowservice::v1;
namespace operators = temporal::api::operatorservice::v1;
namespace enums = temporal::api::enums::v1;

constexpr std::pair<search_attribute_type, enums::IndexedValueType> indexed_types[] = {
    {search_attribute_type::text, enums::INDEXED_VALUE_TYPE_TEXT},
    {search_attribute_type::keyword, enums::INDEXED_VALUE_TYPE_KEYWORD},
    {search_attribute_type::integer, enums::INDEXED_VALUE_TYPE_INT},
    {search_attribute_type::real, enums::INDEXED_VALUE_TYPE_DOUBLE},
    {search_attribute_type::boolean, enums::INDEXED_VALUE_TYPE_BOOL},
    {search_attribute_type::datetime, enums::INDEXED_VALUE_TYPE_DATETIME},
    {search_attribute_type::keyword_list, enums::INDEXED_VALUE_TYPE_KEYWORD_LIST},
};

enums::IndexedValueType indexed_type_of(search_attribute_type type) {
  for (const auto& [ours, theirs] : indexed_types) {
    if (ours == type) return theirs;
  }
  return enums::INDEXED_VALUE_TYPE_UNSPECIFIED;
}

}  // namespace

bool check_health(const client& on) {
  grpc::health::v1::HealthCheckRequest request;
  request.set_service("temporal.api.workflowservice.v1.WorkflowService");
  const auto response =
      detail::rpc<grpc::health::v1::HealthCheckResponse>(*on.core()->link, TCB_SERVICE_HEALTH, "Check", request);
  return response.status() == grpc::health::v1::HealthCheckResponse::SERVING;
}

system_info get_system_info(const client& on) {
  const auto response = detail::workflow_rpc<service::GetSystemInfoResponse>(*on.core()->link, "GetSystemInfo",
                                                                             service::GetSystemInfoRequest());
  const auto& capabilities = response.capabilities();
  return {response.server_version(), capabilities.supports_schedules(), capabilities.eager_workflow_start(),
          capabilities.encoded_failure_attributes()};
}

namespace_info describe_namespace(const client& on) {
  service::DescribeNamespaceRequest request;
  request.set_namespace_(on.namespace_name());
  const auto response =
      detail::workflow_rpc<service::DescribeNamespaceResponse>(*on.core()->link, "DescribeNamespace", request);
  const auto& info = response.namespace_info();
  return {info.name(), info.id(), info.description(),
          detail::read_proto(response.config().workflow_execution_retention_ttl())};
}

void register_namespace(const client& on, const std::string& name, duration retention) {
  service::RegisterNamespaceRequest request;
  request.set_namespace_(name);
  detail::write_proto(retention, *request.mutable_workflow_execution_retention_period());
  static_cast<void>(
      detail::workflow_rpc<service::RegisterNamespaceResponse>(*on.core()->link, "RegisterNamespace", request));
}

std::map<std::string, search_attribute_type> list_search_attributes(const client& on) {
  operators::ListSearchAttributesRequest request;
  request.set_namespace_(on.namespace_name());
  const auto response = detail::rpc<operators::ListSearchAttributesResponse>(*on.core()->link, TCB_SERVICE_OPERATOR,
                                                                             "ListSearchAttributes", request);
  std::map<std::string, search_attribute_type> found;
  for (const auto& [name, type] : response.custom_attributes()) {
    for (const auto& [ours, theirs] : indexed_types) {
      if (theirs == type) found.emplace(name, ours);
    }
  }
  return found;
}

void add_search_attributes(const client& on, const std::map<std::string, search_attribute_type>& wanted) {
  const auto present = list_search_attributes(on);
  operators::AddSearchAttributesRequest request;
  request.set_namespace_(on.namespace_name());
  for (const auto& [name, type] : wanted) {
    if (!present.contains(name)) (*request.mutable_search_attributes())[name] = indexed_type_of(type);
  }
  if (request.search_attributes().empty()) return;
  static_cast<void>(detail::rpc<operators::AddSearchAttributesResponse>(*on.core()->link, TCB_SERVICE_OPERATOR,
                                                                        "AddSearchAttributes", request));
}

}  // namespace temporal

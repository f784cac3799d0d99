#include "headroom/temporal/client/visibility.h"

#include "temporal/api/workflowservice/v1/request_response.pb.h"

#include "headroom/temporal/client/client_core.h"
#include "headroom/temporal/client/summary_reader.h"
#include "headroom/temporal/common/payload_proto.h"

namespace temporal {
namespace {
namespace service = temporal::api::workflowservice::v1;
}

workflow_page list_workflows(const client& on, const list_options& options) {
  service::ListWorkflowExecutionsRequest request;
  request.set_namespace_(on.namespace_name());
  request.set_query(options.query);
  request.set_page_size(options.page_size);
  request.set_next_page_token(options.page_token);
  const auto response =
      on.core()->call<service::ListWorkflowExecutionsResponse>("ListWorkflowExecutions", std::move(request));
  workflow_page page;
  page.next_page_token = response.next_page_token();
  for (const auto& execution : response.executions()) page.workflows.push_back(detail::read_summary(execution));
  return page;
}

void for_each_workflow(const client& on, const std::string& query,
                       const std::function<bool(const workflow_summary&)>& visit) {
  list_options options;
  options.query = query;
  do {
    const auto page = list_workflows(on, options);
    for (const auto& workflow : page.workflows) {
      if (!visit(workflow)) return;
    }
    options.page_token = page.next_page_token;
  } while (!options.page_token.empty());
}

workflow_count count_workflows(const client& on, const std::string& query) {
  service::CountWorkflowExecutionsRequest request;
  request.set_namespace_(on.namespace_name());
  request.set_query(query);
  // Group values are plain JSON made by the server, which no codec has seen.
  const auto response = detail::workflow_rpc<service::CountWorkflowExecutionsResponse>(
      *on.core()->link, "CountWorkflowExecutions", request);
  workflow_count counted;
  counted.count = response.count();
  for (const auto& group : response.groups()) {
    counted.groups.push_back({detail::read_proto(group.group_values()), group.count()});
  }
  return counted;
}

}  // namespace temporal

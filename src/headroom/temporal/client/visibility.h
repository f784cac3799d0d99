#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "headroom/temporal/client/client.h"
#include "headroom/temporal/client/workflow_description.h"

namespace temporal {

// One page of a list, and how to get the next: pass the token on. An empty token ends the list.
struct workflow_page {
  std::vector<workflow_summary> workflows;
  std::string next_page_token;
};

struct list_options {
  std::string query;  // the server's list filter, as in "WorkflowType = 'order' AND ExecutionStatus = 'Running'"
  std::int32_t page_size = 100;  // the server may give fewer
  std::string page_token;
};

// The server's visibility is eventually consistent: what has just started may be missing.
[[nodiscard]] workflow_page list_workflows(const client& on, const list_options& options = {});
// All pages, one after the other, until `visit` returns false.
void for_each_workflow(const client& on, const std::string& query,
                       const std::function<bool(const workflow_summary&)>& visit);

struct workflow_count {
  struct group {
    std::vector<payload> values;  // of the attributes that the query groups by
    std::int64_t count = 0;
  };
  std::int64_t count = 0;
  std::vector<group> groups;  // with GROUP BY in the query
};
[[nodiscard]] workflow_count count_workflows(const client& on, const std::string& query = {});

}  // namespace temporal

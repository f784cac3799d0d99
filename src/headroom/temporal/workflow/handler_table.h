#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "headroom/temporal/common/payload.h"
#include "headroom/temporal/workflow/task.h"

namespace temporal::workflow::detail {

// Handlers with their types erased. `object` is the workflow's; handlers that were set at run time ignore it. Decoding
// the arguments happens in the call itself and throws payload_error; the user's code runs in the task that is returned.
struct signal_handler {
  std::string name;  // empty: the dynamic handler
  std::string description;
  std::function<task<void>(void* object, const std::string& name, const payload_list& input)> start;
};

struct query_handler {
  std::string name;
  std::string description;
  std::function<payload(void* object, const std::string& name, const payload_list& input)> answer;
};

struct update_handler {
  std::string name;
  std::string description;
  std::function<void(void* object, const std::string& name, const payload_list& input)> validate;  // may be empty
  std::function<task<payload>(void* object, const std::string& name, const payload_list& input)> start;
};

template <class Handler>
using handlers_by_name = std::map<std::string, Handler, std::less<>>;

struct handler_table {
  handlers_by_name<signal_handler> signals;
  handlers_by_name<query_handler> queries;
  handlers_by_name<update_handler> updates;
};

}  // namespace temporal::workflow::detail

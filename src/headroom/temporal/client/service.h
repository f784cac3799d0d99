#pragma once

#include <map>
#include <string>

#include "headroom/temporal/client/client.h"
#include "headroom/temporal/common/duration.h"
#include "headroom/temporal/common/search_attributes.h"

// What a client asks of the service itself rather than of one workflow.
namespace temporal {

// Throws connection_error or rpc_error when the service cannot be reached; otherwise true when it says SERVING.
[[nodiscard]] bool check_health(const client& on);

struct system_info {
  std::string server_version;
  bool supports_schedules = false;
  bool supports_eager_start = false;
  bool encoded_failure_attributes = false;
};
[[nodiscard]] system_info get_system_info(const client& on);

// Throws namespace_not_found_error when the client's namespace does not exist.
struct namespace_info {
  std::string name;
  std::string id;
  std::string description;
  duration retention{};
};
[[nodiscard]] namespace_info describe_namespace(const client& on);
// Makes a namespace; it takes the server's parts some seconds to learn of it. Throws rpc_error (already_exists).
void register_namespace(const client& on, const std::string& name, duration retention = std::chrono::hours(24 * 3));

// The custom search attributes of the client's namespace.
[[nodiscard]] std::map<std::string, search_attribute_type> list_search_attributes(const client& on);
// Adds those that are not there. Needs the rights of an operator; on Temporal Cloud use its own tools.
void add_search_attributes(const client& on, const std::map<std::string, search_attribute_type>& wanted);

}  // namespace temporal

#include "headroom/temporal/testing/dev_server.h"

#include <fmt/format.h>

#include "headroom/temporal/testing/server_binary.h"

namespace temporal::testing {

dev_server dev_server::start(std::shared_ptr<runtime> on, const dev_server_options& options) {
  const std::string program = find(temporal_cli);
  const auto command = [&](std::uint16_t port) {
    child_process::options what{
        .command = {program, "server", "start-dev", "--headless", "--ip", "127.0.0.1", "--port", std::to_string(port),
                    "--log-level", "error", "--namespace", options.namespace_name},
        .output_path = options.output,
        .environment_additions = {}};
    if (!options.database.empty()) what.command.insert(what.command.end(), {"--db-filename", options.database});
    for (const auto& [name, type] : options.search_attributes) {
      what.command.insert(what.command.end(), {"--search-attribute", fmt::format("{}={}", name, type)});
    }
    what.command.insert(what.command.end(), options.more_arguments.begin(), options.more_arguments.end());
    return what;
  };
  return dev_server(start_server(on, {command, options.namespace_name, options.how, options.patience}));
}

}  // namespace temporal::testing

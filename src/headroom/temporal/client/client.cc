#include "headroom/temporal/client/client.h"

#include "headroom/temporal/client/calls.h"
#include "headroom/temporal/client/client_core.h"
#include "headroom/temporal/client/uuid.h"

namespace temporal {
namespace {

std::unique_ptr<client_outbound> chain(const detail::client_core& core, const client_options& how) {
  std::unique_ptr<client_outbound> first = std::make_unique<detail::client_calls>(core);
  for (auto at = how.interceptors.rbegin(); at != how.interceptors.rend(); ++at)
    first = (*at)->intercept(std::move(first));
  return first;
}

}  // namespace

client client::connect(std::shared_ptr<runtime> on, const connect_options& options, client_options how) {
  if (options.get().namespace_name.empty()) throw configuration_error("connect_options has an empty namespace_name");
  auto core = std::make_shared<detail::client_core>();
  core->link = detail::connection::open(std::move(on), options);
  core->namespace_name = options.get().namespace_name;
  core->converters = how.converters;
  core->outbound = chain(*core, how);
  return client(std::move(core));
}

workflow_handle client::start_with(start_workflow_input input) const {
  auto started = core_->outbound->start_workflow(std::move(input));
  return {core_, {started.workflow_id, {}}, started.run_id};
}

workflow_handle client::signal_with_start(start_workflow_input start, handler_call signal) const {
  start.with_signal = std::move(signal);
  return start_with(std::move(start));
}

update_handle client::update_with_start(start_workflow_input start, handler_call update,
                                        const update_options& options) const {
  if (!start.options.get().conflict_policy) {
    throw configuration_error(
        "update_with_start needs a conflict_policy in its start_options: use_existing to update a "
        "workflow that runs already, fail to insist on a new one");
  }
  // The operation may be sent again until it is durable, and must then still be the same start.
  if (start.options.get().request_id.empty()) start.options.request_id(detail::random_uuid());
  const std::string id = options.id.empty() ? detail::random_uuid() : options.id;
  const workflow_execution target{start.options.get().id, {}};
  auto output = core_->outbound->update_workflow(
      {target, {}, std::move(update), id, options.wait_for, options.wait, std::move(start)});
  return {core_, std::move(output.target), id, std::move(output.outcome)};
}

workflow_handle client::handle(std::string workflow_id, std::string run_id) const {
  return {core_, {std::move(workflow_id), std::move(run_id)}, {}};
}

void client::set_api_key(const headroom::secret& key) const { core_->link->set_api_key(key); }
const std::string& client::namespace_name() const { return core_->namespace_name; }
const std::string& client::identity() const { return core_->link->identity(); }

}  // namespace temporal

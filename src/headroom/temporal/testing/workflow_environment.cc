#include "headroom/temporal/testing/workflow_environment.h"

#include "headroom/temporal/testing/simulated_run.h"

namespace temporal::testing {

workflow_environment::workflow_environment() : run_(std::make_unique<detail::simulated_run>()) {}
workflow_environment::~workflow_environment() = default;

workflow_environment& workflow_environment::add_activity(activity::definition mock, duration takes) {
  run_->activity_mocks().add(std::move(mock), takes);
  return *this;
}

workflow_environment& workflow_environment::add_child(activity::definition mock, duration takes) {
  run_->child_mocks().add(std::move(mock), takes);
  return *this;
}

workflow_environment& workflow_environment::at(duration after_start, std::function<void()> action) {
  run_->when().after(after_start - run_->when().elapsed(), std::move(action));
  return *this;
}

payload workflow_environment::run_to_end(std::shared_ptr<const workflow::detail::workflow_definition> definition,
                                         payload_list arguments) {
  return run_->run_to_end(definition, arguments);
}

void workflow_environment::send_signal(const std::string& name, const payload_list& arguments) {
  run_->signal(name, arguments);
}
payload workflow_environment::ask(const std::string& name, const payload_list& arguments) {
  return run_->query(name, arguments);
}
payload workflow_environment::run_update(const std::string& name, const payload_list& arguments) {
  return run_->update(name, arguments);
}
void workflow_environment::cancel(const std::string& reason) { run_->cancel(reason); }

timestamp workflow_environment::now() const { return run_->when().now(); }
duration workflow_environment::elapsed() const { return run_->when().elapsed(); }

const std::vector<workflow_environment::sent_signal>& workflow_environment::sent_signals() const {
  return run_->signals();
}

}  // namespace temporal::testing

#include "headroom/temporal/worker/workflow_instances.h"

#include <utility>

#include "headroom/temporal/workflow/instance.h"

namespace temporal::detail {
namespace {

class instance_run final : public workflow_run {
 public:
  explicit instance_run(std::shared_ptr<const workflow::instance_settings> settings) : instance_(std::move(settings)) {}
  std::string activate(std::string_view activation) override { return instance_.activate(activation); }
  [[nodiscard]] bool holds_task() const override { return instance_.holds_task(); }
  [[nodiscard]] bool awaits_local_activity(std::string_view activity_id) const override {
    return instance_.awaits_local_activity(activity_id);
  }
  [[nodiscard]] bool awaits_cancelled() const override { return instance_.awaits_cancelled(); }

 private:
  workflow::instance instance_;
};

}  // namespace

workflow_run_factory instance_factory(workflow::instance_settings settings) {
  return [shared = std::make_shared<const workflow::instance_settings>(std::move(settings))] {
    return std::make_unique<instance_run>(shared);
  };
}

std::string log_text(const workflow::log_line& line) {
  return line.workflow_type + " " + line.workflow_id + " (run " + line.run_id + "): " + line.message;
}

}  // namespace temporal::detail

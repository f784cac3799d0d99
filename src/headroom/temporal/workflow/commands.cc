#include "headroom/temporal/workflow/commands.h"

#include <algorithm>

#include "temporal/sdk/core/workflow_completion/workflow_completion.pb.h"

#include "headroom/temporal/common/data_converter.h"
#include "headroom/temporal/common/payload_proto.h"

namespace temporal::workflow::detail {

command_list::command_list() : collected_(std::make_unique<coresdk::workflow_completion::Success>()) {}
command_list::~command_list() = default;

coresdk::workflow_commands::WorkflowCommand& command_list::add() { return *collected_->add_commands(); }

void command_list::move_to(coresdk::workflow_completion::Success& success) {
  success.mutable_commands()->Swap(collected_->mutable_commands());
  clear();
}

bool command_list::accept_an_update() const {
  return std::ranges::any_of(collected_->commands(), [](const auto& c) {
    return c.has_update_response() && c.update_response().has_accepted();
  });
}

void command_list::clear() { collected_->clear_commands(); }

void write_summary(const std::string& summary, coresdk::workflow_commands::WorkflowCommand& to) {
  if (summary.empty()) return;
  temporal::detail::write_proto(to_payload(summary), *to.mutable_user_metadata()->mutable_summary());
}

void write_details(const std::string& details, coresdk::workflow_commands::WorkflowCommand& to) {
  if (details.empty()) return;
  temporal::detail::write_proto(to_payload(details), *to.mutable_user_metadata()->mutable_details());
}

}  // namespace temporal::workflow::detail

#pragma once

#include <memory>
#include <string>

#include "headroom/temporal/common/payload.h"

namespace coresdk::workflow_commands {
class WorkflowCommand;
}
namespace coresdk::workflow_completion {
class Success;
}

namespace temporal::workflow::detail {

// The commands of the activation at hand, in the order in which the workflow's code gave them.
class command_list {
 public:
  command_list();
  ~command_list();

  coresdk::workflow_commands::WorkflowCommand& add();
  // Gives the commands away and begins anew.
  void move_to(coresdk::workflow_completion::Success& success);
  void clear();
  [[nodiscard]] bool accept_an_update() const;

 private:
  std::unique_ptr<coresdk::workflow_completion::Success> collected_;
};

// The short and long texts that user interfaces show beside a command; empty texts are left out.
void write_summary(const std::string& summary, coresdk::workflow_commands::WorkflowCommand& to);
void write_details(const std::string& details, coresdk::workflow_commands::WorkflowCommand& to);

}  // namespace temporal::workflow::detail

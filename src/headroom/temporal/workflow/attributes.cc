#include "headroom/temporal/workflow/attributes.h"

#include "temporal/sdk/core/workflow_commands/workflow_commands.pb.h"

#include "headroom/temporal/common/payload_proto.h"
#include "headroom/temporal/workflow/commands.h"
#include "headroom/temporal/workflow/runtime.h"

namespace temporal::workflow {

void upsert_search_attributes(std::vector<search_attribute_update> updates) {
  auto& run = detail::require_writable("upsert_search_attributes");
  if (updates.empty()) return;
  payload_map fields;
  for (const auto& u : updates) fields.insert_or_assign(u.name, temporal::detail::to_payload_of(u));
  temporal::detail::write_proto(fields, *run.commands.add()
                                             .mutable_upsert_workflow_search_attributes()
                                             ->mutable_search_attributes()
                                             ->mutable_indexed_fields());
  for (auto& u : updates) run.info.search_attributes.apply(std::move(u));
}

void upsert_memo(payload_map updates) {
  auto& run = detail::require_writable("upsert_memo");
  if (updates.empty()) return;
  auto& fields = *run.commands.add().mutable_modify_workflow_properties()->mutable_upserted_memo()->mutable_fields();
  temporal::detail::write_proto(updates, fields);
  for (auto& [key, value] : updates) {
    if (is_null(value)) {
      run.info.memo.erase(key);
    } else {
      run.info.memo.insert_or_assign(key, std::move(value));
    }
  }
}

void set_current_details(std::string text) {
  detail::require_writable("set_current_details").details = std::move(text);
}

const std::string& current_details() { return detail::require_current("current_details").details; }

}  // namespace temporal::workflow

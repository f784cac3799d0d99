#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "headroom/temporal/client/client.h"
#include "headroom/temporal/client/schedule.h"

namespace temporal {

struct schedule_create_options {
  bool trigger_immediately = false;
  payload_map memo;
  temporal::search_attributes search_attributes;
};

struct schedule_backfill {
  timestamp start{};
  timestamp end{};
  schedule_overlap overlap = schedule_overlap::unspecified;
};

// One schedule on the server, by id. Each call throws not_found_error when it does not exist.
class schedule_handle {
 public:
  schedule_handle(const client& on, std::string id) : core_(on.core()), id_(std::move(id)) {}

  [[nodiscard]] const std::string& id() const { return id_; }

  [[nodiscard]] schedule_description describe() const;
  // Reads the schedule, lets `change` change it, and writes it back, all again when somebody else was faster. `change`
  // returns false to leave everything as it is.
  void update(const std::function<bool(schedule&)>& change) const;
  // Starts the action now.
  void trigger(schedule_overlap overlap = schedule_overlap::unspecified) const;
  void pause(const std::string& note = "paused by the C++ SDK") const;
  void unpause(const std::string& note = "unpaused by the C++ SDK") const;
  // Does what would have been done in those times.
  void backfill(const std::vector<schedule_backfill>& times) const;
  void delete_schedule() const;

 private:
  std::shared_ptr<detail::client_core> core_;
  std::string id_;
};

// Throws schedule_already_exists_error, configuration_error.
schedule_handle create_schedule(const client& on, std::string id, const schedule& what,
                                const schedule_create_options& options = {});
// All schedules, in pages of the server's choice, until `visit` returns false. Eventually consistent.
void for_each_schedule(const client& on, const std::string& query,
                       const std::function<bool(const schedule_list_entry&)>& visit);

}  // namespace temporal

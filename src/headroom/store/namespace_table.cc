#include "headroom/store/namespace_table.h"

#include <fmt/format.h>

#include "headroom/base/text.h"
#include "headroom/store/row_sum.h"

namespace headroom::store {
namespace {

std::int64_t sum_of(std::int64_t slot, std::string_view name) { return row_sum().add(slot).add(name).value(); }

}  // namespace

result<void> namespace_table::refresh(sqlite::database& db) {
  auto query = db.prepare("SELECT slot, name, sum FROM namespace WHERE slot >= ? ORDER BY slot");
  if (!query) return fail(std::move(query).error());
  query->bind(1, static_cast<std::int64_t>(written_));
  for (;;) {
    const auto row = query->step();
    if (!row) return fail(row.error());
    if (!*row) break;
    const std::int64_t slot = query->integer(0);
    const std::string name = query->text(1);
    if (slot < static_cast<std::int64_t>(by_slot_.size()) || slot >= (1 << 24)) continue;
    // A slot whose row is gone keeps its figures under a name that says so.
    while (static_cast<std::int64_t>(by_slot_.size()) < slot) {
      const auto lost = fmt::format("lost-name-{}", by_slot_.size());
      damage_.push_back(
          fmt::format("the name of namespace {} is lost; its figures are under {}", by_slot_.size(), lost));
      static_cast<void>(add(namespace_id(lost)));
    }
    if (query->integer(2) != sum_of(slot, name)) {
      damage_.push_back(fmt::format("the name of namespace {} is damaged: '{}'", slot, escape_for_terminal(name)));
    }
    static_cast<void>(add(namespace_id(name)));
  }
  written_ = by_slot_.size();
  return {};
}

std::optional<namespace_slot> namespace_table::find(const namespace_id& id) const {
  const auto found = slots_.find(id);
  return found == slots_.end() ? std::nullopt : std::optional(found->second);
}

std::unexpected<error> namespace_table::no_such(const namespace_id& id) const {
  std::vector<std::string_view> names;
  for (const namespace_id& name : by_slot_) names.push_back(name.value());
  const auto near = nearest(id.value(), names);
  return fail(error_code::not_found, fmt::format("the history has no namespace '{}'{}", escape_for_terminal(id.value()),
                                                 near ? fmt::format("; did you mean '{}'?", *near) : ""));
}

namespace_slot namespace_table::add(const namespace_id& id) {
  const auto [place, is_new] = slots_.try_emplace(id, static_cast<namespace_slot>(by_slot_.size()));
  if (is_new) by_slot_.push_back(id);
  return place->second;
}

result<void> namespace_table::write_new(sqlite::database& db) {
  if (written_ == by_slot_.size()) return {};
  auto insert = db.prepare("INSERT INTO namespace(slot, name, sum) VALUES(?, ?, ?)");
  if (!insert) return fail(std::move(insert).error());
  for (std::size_t slot = written_; slot < by_slot_.size(); ++slot) {
    const auto number = static_cast<std::int64_t>(slot);
    const std::string& name = by_slot_[slot].value();
    insert->bind(1, number).bind(2, name).bind(3, sum_of(number, name));
    if (auto done = insert->run(); !done) return done;
  }
  return {};
}

}  // namespace headroom::store

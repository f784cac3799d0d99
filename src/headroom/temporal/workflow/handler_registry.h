#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "headroom/temporal/workflow/handler_table.h"
#include "headroom/temporal/workflow/interceptor.h"

namespace temporal::workflow::detail {

// The handlers of one run: those set at run time go before those of its class, a name before the dynamic one. It also
// keeps the signals that nobody handles yet.
class handler_registry {
 public:
  void use_class(const handler_table& table) { class_ = &table; }

  void set(signal_handler h) { own_.signals.insert_or_assign(h.name, std::move(h)); }
  void set(query_handler h) { own_.queries.insert_or_assign(h.name, std::move(h)); }
  void set(update_handler h) { own_.updates.insert_or_assign(h.name, std::move(h)); }

  // nullptr when there is neither a handler of that name nor a dynamic one.
  [[nodiscard]] const signal_handler* signal(std::string_view name) const {
    return find(&handler_table::signals, name);
  }
  [[nodiscard]] const query_handler* query(std::string_view name) const { return find(&handler_table::queries, name); }
  [[nodiscard]] const update_handler* update(std::string_view name) const {
    return find(&handler_table::updates, name);
  }

  void keep(inbound_call signal) { kept_.push_back(std::move(signal)); }
  // Takes out the kept signals that have a handler now: those of one name in the order of arrival, the names in the
  // order of their first signal, as the official Python SDK hands them to a dynamic handler.
  [[nodiscard]] std::deque<inbound_call> take_deliverable();

  // All names with a handler, sorted, with their descriptions; "" is the dynamic one.
  template <class Handlers>
  [[nodiscard]] std::map<std::string, std::string> names(Handlers handler_table::* kind) const {
    std::map<std::string, std::string> out;
    for (const auto& [name, h] : own_.*kind) out.emplace(name, h.description);
    for (const auto& [name, h] : class_->*kind) out.emplace(name, h.description);
    return out;
  }

 private:
  template <class Handlers>
  const typename Handlers::mapped_type* find(Handlers handler_table::* kind, std::string_view name) const {
    for (const auto key : {name, std::string_view()}) {
      for (const auto* table : {&own_, class_}) {
        const auto it = (table->*kind).find(key);
        if (it != (table->*kind).end()) return &it->second;
      }
    }
    return nullptr;
  }

  handler_table own_;
  const handler_table* class_ = &own_;
  std::deque<inbound_call> kept_;
};

}  // namespace temporal::workflow::detail

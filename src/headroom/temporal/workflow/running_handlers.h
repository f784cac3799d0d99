#pragma once

#include <cstddef>
#include <list>
#include <string>

namespace temporal::workflow::detail {

// The signal and update handlers that have begun and not ended.
class running_handlers {
 public:
  using place = std::list<std::string>::iterator;

  place begin(std::string what) { return names_.insert(names_.end(), std::move(what)); }
  void end(place which) { names_.erase(which); }
  [[nodiscard]] bool none() const { return names_.empty(); }
  // "signal approve, update set", for a warning.
  [[nodiscard]] std::string names() const;

 private:
  std::list<std::string> names_;
};

}  // namespace temporal::workflow::detail

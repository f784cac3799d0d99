#pragma once

#include <string_view>

namespace temporal::detail {

// Threads that others wait for must never wait for a server themselves: the reactor, which delivers every answer, would
// wait for itself, and a workflow thread would make workflow code depend on the outside. While one of these is alive on
// a thread, `require_blocking_allowed` throws there.
class no_blocking {
 public:
  // `role` names the thread in the error, as in "the reactor thread"; it must outlive the guard.
  explicit no_blocking(std::string_view role);
  ~no_blocking();
  no_blocking(const no_blocking&) = delete;
  no_blocking& operator=(const no_blocking&) = delete;

 private:
  std::string_view previous_;
};

// Throws std::logic_error that names `what` (as in "client call") when this thread must not block.
void require_blocking_allowed(std::string_view what);

}  // namespace temporal::detail

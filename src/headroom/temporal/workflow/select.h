#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "headroom/temporal/workflow/completable.h"
#include "headroom/temporal/workflow/coroutine.h"

namespace temporal::workflow {
namespace detail {

class select_wait final : public waiter {
 public:
  static constexpr bool is_workflow_awaitable = true;

  explicit select_wait(std::vector<completable*> sources) : sources_(std::move(sources)) {}
  [[nodiscard]] bool await_ready() const { return first_done() < sources_.size(); }
  template <class P>
  void await_suspend(std::coroutine_handle<P> h) {
    self_ = &h.promise();
    for (auto* s : sources_) s->add(*this);
  }
  [[nodiscard]] std::size_t await_resume() const { return first_done(); }
  void wake() override;

 private:
  [[nodiscard]] std::size_t first_done() const;
  std::vector<completable*> sources_;
  coroutine_base* self_ = nullptr;
};

}  // namespace detail

// Waits until one of several handles, timers or futures is done, well or badly: its index, the lowest when several are.
// Nothing is cancelled. The handles must stay alive until then.
//   auto index = co_await wf::select(answer, deadline);
template <class... H>
[[nodiscard]] detail::select_wait select(const H&... handles) {
  return detail::select_wait({&handles.source()...});
}
template <class H>
[[nodiscard]] detail::select_wait select(const std::vector<H>& handles) {
  std::vector<detail::completable*> sources;
  sources.reserve(handles.size());
  for (const auto& h : handles) sources.push_back(&h.source());
  return detail::select_wait(std::move(sources));
}

}  // namespace temporal::workflow

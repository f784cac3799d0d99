#pragma once

#include <memory>
#include <vector>

#include "headroom/temporal/workflow/interceptor.h"

namespace temporal::workflow::detail {

// Calls a chain of interceptors, the first outermost, with the SDK's own step at the end.
class interceptor_chain {
 public:
  explicit interceptor_chain(const std::vector<std::shared_ptr<interceptor>>& all) : all_(all) {}

  task<payload> execute(inbound_call call, interceptor::next_task last) const;
  task<void> handle_signal(inbound_call call, interceptor::next_signal last) const;
  payload handle_query(const inbound_call& call, interceptor::next_query last) const;
  void validate_update(const inbound_call& call, interceptor::next_validator last) const;
  task<payload> handle_update(inbound_call call, interceptor::next_task last) const;

  using outbound = void (interceptor::*)(outbound_call&);
  void send(outbound what, outbound_call& call) const;

 private:
  // `call` member of each interceptor, wrapped around `last`.
  template <class Next, class Member>
  Next wrapped(Member member, Next last) const;

  const std::vector<std::shared_ptr<interceptor>>& all_;
};

}  // namespace temporal::workflow::detail

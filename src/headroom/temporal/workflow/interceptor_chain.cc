#include "headroom/temporal/workflow/interceptor_chain.h"

#include <ranges>
#include <utility>

namespace temporal::workflow::detail {

template <class Next, class Member>
Next interceptor_chain::wrapped(Member member, Next last) const {
  for (const auto& one : all_ | std::views::reverse) {
    last = [one = one.get(), member, next = std::move(last)](auto&& call) {
      return (one->*member)(std::forward<decltype(call)>(call), next);
    };
  }
  return last;
}

task<payload> interceptor_chain::execute(inbound_call call, interceptor::next_task last) const {
  return wrapped(&interceptor::execute, std::move(last))(std::move(call));
}

task<void> interceptor_chain::handle_signal(inbound_call call, interceptor::next_signal last) const {
  return wrapped(&interceptor::handle_signal, std::move(last))(std::move(call));
}

payload interceptor_chain::handle_query(const inbound_call& call, interceptor::next_query last) const {
  return wrapped(&interceptor::handle_query, std::move(last))(call);
}

void interceptor_chain::validate_update(const inbound_call& call, interceptor::next_validator last) const {
  wrapped(&interceptor::validate_update, std::move(last))(call);
}

task<payload> interceptor_chain::handle_update(inbound_call call, interceptor::next_task last) const {
  return wrapped(&interceptor::handle_update, std::move(last))(std::move(call));
}

void interceptor_chain::send(outbound what, outbound_call& call) const {
  for (const auto& one : all_) ((*one).*what)(call);
}

}  // namespace temporal::workflow::detail

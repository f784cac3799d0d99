#include "order.h"

#include "headroom/temporal/activity/context.h"

std::string charge(const std::string& customer) {
  auto& self = temporal::activity::context::current();
  self.heartbeat("asking the bank");
  if (customer.empty()) throw temporal::application_failure("nobody to charge").type("NoCustomer").non_retryable();
  return "receipt " + std::to_string(self.info().attempt) + " for " + customer;
}

void remind(const std::string&) {}

#pragma once

#include <chrono>
#include <string>

#include "headroom/temporal/workflow/workflow.h"

namespace wf = temporal::workflow;
using namespace std::chrono_literals;

// What is tested: an order that is paid for at once, reminds the customer after a week, and ends when it is delivered.
std::string charge(const std::string& customer);
void remind(const std::string& customer);

class order {
 public:
  wf::task<std::string> run(std::string customer) {
    const auto options = wf::activity_options{}.start_to_close(10s).retry(temporal::retry_policy{}.max_attempts(3));
    auto paid = wf::start_activity(&charge, options, customer);
    std::string receipt = co_await paid;
    while (!co_await wf::wait_condition([this] { return delivered_; }, 24h * 7)) {
      auto reminded = wf::start_activity(&remind, options, customer);
      co_await reminded;
      ++reminders_;
    }
    co_return receipt + ", " + std::to_string(reminders_) + " reminders";
  }
  void deliver() { delivered_ = true; }
  int reminders() const { return reminders_; }

  static void define(wf::definition<order>& d) {
    d.name("Order").signal("deliver", &order::deliver).query("reminders", &order::reminders);
  }

 private:
  bool delivered_ = false;
  int reminders_ = 0;
};

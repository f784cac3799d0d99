// Talking to a running workflow: signals tell it something, queries ask, updates do both.
#include <chrono>
#include <exception>
#include <iostream>
#include <map>
#include <string>

#include "headroom/temporal/client/client.h"
#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/worker/worker.h"
#include "headroom/temporal/workflow/workflow.h"

namespace wf = temporal::workflow;
using namespace std::chrono_literals;

// What travels as JSON is any type that nlohmann::json converts.
struct item {
  std::string name;
  int cents = 0;
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(item, name, cents)

int price_of(const std::string& name) { return static_cast<int>(name.size()) * 100; }

// A shopping cart that lives until it is checked out.
class cart {
 public:
  wf::task<int> run() {
    co_await wf::wait_condition([this] { return checked_out_; });
    // Handlers that are still at work are let finish first.
    co_await wf::wait_condition(wf::all_handlers_finished);
    co_return total();
  }

  // A signal changes the state; nobody waits for it.
  void check_out() { checked_out_ = true; }

  // A query reads: it is const and has no effect on the history.
  int total() const {
    int cents = 0;
    for (const auto& [name, one] : items_) cents += one.cents;
    return cents;
  }

  // An update changes and answers. It may wait, here for an activity.
  wf::task<item> add(std::string name) {
    auto price = wf::start_activity(&price_of, wf::activity_options{}.start_to_close(10s), name);
    const int cents = co_await price;
    items_[name] = {name, cents};
    co_return items_[name];
  }
  // Its validator looks at it first. What it throws rejects the update, and the history never hears of it.
  void check_new(const std::string& name) const {
    if (items_.contains(name)) throw temporal::application_failure("there is a " + name + " already").type("Duplicate");
  }

  static void define(wf::definition<cart>& d) {
    d.name("Cart")
        .signal("check_out", &cart::check_out)
        .query("total", &cart::total)
        .update("add", &cart::add, &cart::check_new);
  }

 private:
  std::map<std::string, item> items_;
  bool checked_out_ = false;
};

int main() try {
  auto client = temporal::client::connect(temporal::runtime::create(), temporal::load_connect_options());
  temporal::worker worker(client, temporal::worker_options{}.task_queue("guide-messages"));
  worker.register_workflow<cart>().register_activity("price_of", &price_of).start();

  auto where = temporal::start_options{}.id("guide-messages").task_queue("guide-messages");
  auto handle = client.start(&cart::run, where);

  // Handlers are named by their members: arguments and results are checked by the compiler.
  item tea = handle.update(&cart::add, "tea");
  std::cout << tea.name << " for " << tea.cents << '\n';
  try {
    handle.update(&cart::add, "tea");
  } catch (const temporal::update_failed_error& rejected) {
    std::cout << "rejected: " << rejected.cause().message() << '\n';
  }
  std::cout << "so far " << handle.query(&cart::total) << '\n';
  handle.signal(&cart::check_out);
  std::cout << "paid " << handle.result() << '\n';
} catch (const std::exception& e) {
  std::cerr << e.what() << '\n';
  return 1;
}

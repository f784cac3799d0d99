// A saga: steps that each can be undone, and are undone in reverse order when a later one fails.
#include <chrono>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "headroom/temporal/client/client.h"
#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/worker/worker.h"
#include "headroom/temporal/workflow/workflow.h"

namespace wf = temporal::workflow;
using namespace std::chrono_literals;

struct trip {
  std::string city;
  bool hotel_is_full = false;
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(trip, city, hotel_is_full)

std::string book_flight(const trip& to) { return "flight to " + to.city; }
std::string book_hotel(const trip& to) {
  if (to.hotel_is_full) throw temporal::application_failure("no room in " + to.city).type("Full").non_retryable();
  return "hotel in " + to.city;
}
std::string cancel_booking(const std::string& booking) { return "cancelled: " + booking; }

// What undoes what was done, last first. It runs in a shield, for it must be done when the workflow is cancelled too.
class compensations {
 public:
  void add(std::string booking) { bookings_.push_back(std::move(booking)); }

  wf::task<std::vector<std::string>> run() {
    std::vector<std::string> undone;
    for (; !bookings_.empty(); bookings_.pop_back()) {
      auto gone = wf::start_activity(&cancel_booking, wf::activity_options{}.start_to_close(10s), bookings_.back());
      undone.push_back(co_await gone);
    }
    co_return undone;
  }

 private:
  std::vector<std::string> bookings_;
};

class travel {
 public:
  wf::task<std::vector<std::string>> run(trip to) {
    const auto options = wf::activity_options{}.start_to_close(10s);
    compensations undo;
    std::vector<std::string> report;
    try {
      auto flight = wf::start_activity(&book_flight, options, to);
      report.push_back(co_await flight);
      undo.add(report.back());

      auto hotel = wf::start_activity(&book_hotel, options, to);
      report.push_back(co_await hotel);
      undo.add(report.back());
      co_return report;
    } catch (const temporal::failure& failed) {
      const temporal::failure* why = failed.cause() != nullptr ? failed.cause() : &failed;
      report.push_back("failed: " + why->message());
    }
    for (auto& line : co_await wf::shielded(undo.run())) report.push_back(std::move(line));
    co_return report;
  }
  static void define(wf::definition<travel>& d) { d.name("Travel"); }
};

int main() try {
  auto client = temporal::client::connect(temporal::runtime::create(), temporal::load_connect_options());
  temporal::worker worker(client, temporal::worker_options{}.task_queue("guide-saga"));
  worker.register_workflow<travel>()
      .register_activity("book_flight", &book_flight)
      .register_activity("book_hotel", &book_hotel)
      .register_activity("cancel_booking", &cancel_booking)
      .start();

  auto where = temporal::start_options{}.id("guide-saga").task_queue("guide-saga");
  for (const auto& line : client.execute(&travel::run, where, trip{"Lisbon", false})) std::cout << line << '\n';
  for (const auto& line : client.execute(&travel::run, where, trip{"Oslo", true})) std::cout << line << '\n';
} catch (const std::exception& e) {
  std::cerr << e.what() << '\n';
  return 1;
}

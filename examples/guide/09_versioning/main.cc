// Changing a workflow's code while runs of it are under way.
#include <chrono>
#include <exception>
#include <iostream>
#include <string>

#include "headroom/temporal/client/client.h"
#include "headroom/temporal/worker/worker.h"
#include "headroom/temporal/workflow/workflow.h"

namespace wf = temporal::workflow;
using namespace std::chrono_literals;

std::string send_letter(const std::string& to) { return "letter to " + to; }
std::string send_mail(const std::string& to) { return "mail to " + to; }

wf::activity_options quickly() { return wf::activity_options{}.start_to_close(10s); }

// Yesterday's code.
class invitation_yesterday {
 public:
  wf::task<std::string> run(std::string guest) {
    co_await wf::wait_condition([this] { return confirmed_; });
    auto sent = wf::start_activity(&send_letter, quickly(), guest);
    co_return co_await sent;
  }
  void confirm() { confirmed_ = true; }
  bool confirmed() const { return confirmed_; }
  static void define(wf::definition<invitation_yesterday>& d) {
    d.name("Invitation")
        .signal("confirm", &invitation_yesterday::confirm)
        .query("confirmed", &invitation_yesterday::confirmed);
  }

 private:
  bool confirmed_ = false;
};

// Today's. A run that has passed this point with the old code replays the old way; every other run goes the new one.
class invitation_today {
 public:
  wf::task<std::string> run(std::string guest) {
    const bool by_mail = wf::patched("by-mail");
    co_await wf::wait_condition([this] { return confirmed_; });
    auto sent =
        by_mail ? wf::start_activity(&send_mail, quickly(), guest) : wf::start_activity(&send_letter, quickly(), guest);
    co_return co_await sent;
  }
  void confirm() { confirmed_ = true; }
  static void define(wf::definition<invitation_today>& d) {
    d.name("Invitation").signal("confirm", &invitation_today::confirm);
  }

 private:
  bool confirmed_ = false;
};

// When no run of yesterday is left, `if` and old branch go, and wf::deprecate_patch("by-mail") takes the place of
// patched(). When no run is left that has the patch in its history, that goes as well.

template <class Invitation>
void serve(const temporal::client& client, auto&& meanwhile) {
  temporal::worker worker(client, temporal::worker_options{}.task_queue("guide-versioning"));
  worker.register_workflow<Invitation>()
      .register_activity("send_letter", &send_letter)
      .register_activity("send_mail", &send_mail)
      .start();
  meanwhile();
}

int main() try {
  auto client = temporal::client::connect(temporal::runtime::create(), temporal::load_connect_options());
  auto where = [](const char* id) { return temporal::start_options{}.id(id).task_queue("guide-versioning"); };

  auto before = client.start(&invitation_yesterday::run, where("guide-versioning-before"), "Ada");
  serve<invitation_yesterday>(client, [&] {
    // The answer comes from the run, which therefore has begun.
    std::cout << "confirmed yesterday: " << std::boolalpha << before.query(&invitation_yesterday::confirmed) << '\n';
  });

  // A deployment: yesterday's worker is gone, today's takes over the run in its middle.
  serve<invitation_today>(client, [&] {
    auto after = client.start(&invitation_today::run, where("guide-versioning-after"), "Ben");
    before.signal(&invitation_yesterday::confirm);
    after.signal(&invitation_today::confirm);
    std::cout << "begun yesterday: " << before.result() << '\n';
    std::cout << "begun today: " << after.result() << '\n';
  });
} catch (const std::exception& e) {
  std::cerr << e.what() << '\n';
  return 1;
}

// Work that is too much for one workflow: children for its parts, and a fresh history now and then.
#include <chrono>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "headroom/temporal/client/client.h"
#include "headroom/temporal/worker/worker.h"
#include "headroom/temporal/workflow/workflow.h"

namespace wf = temporal::workflow;
using namespace std::chrono_literals;

int count_words(const std::string& text) {
  int words = 0;
  bool inside = false;
  for (const char c : text) {
    if (c != ' ' && !inside) ++words;
    inside = c != ' ';
  }
  return words;
}

class chapter {
 public:
  wf::task<int> run(std::string text) {
    auto words = wf::start_activity(&count_words, wf::activity_options{}.start_to_close(10s), text);
    co_return co_await words;
  }
  static void define(wf::definition<chapter>& d) { d.name("Chapter"); }
};

// Counts a book, a child workflow for each chapter, all at once.
class book {
 public:
  wf::task<int> run() {
    std::vector<wf::child_handle<int>> chapters;
    for (const auto* text : {"call me Ishmael", "it was the best of times", "all happy families are alike"}) {
      auto options = wf::child_options{}.parent_close(wf::parent_close::request_cancel).run_timeout(1h);
      chapters.push_back(wf::start_child(&chapter::run, options, text));
    }
    int words = 0;
    for (auto& one : chapters) words += co_await one;
    co_return words;
  }
  static void define(wf::definition<book>& d) { d.name("Book"); }
};

// Polls for as long as it takes. The history of one run must not grow without end, so every few rounds the workflow
// goes on as a new run that starts with what it needs to know.
class poller {
 public:
  wf::task<std::string> run(int round, int runs) {
    for (int here = 0; here < 3; ++here) {
      if (++round > 7) co_return "done in round " + std::to_string(round) + " and run " + std::to_string(runs);
      co_await wf::sleep(10ms);
      if (wf::current_info().continue_as_new_suggested) break;  // the server says that the history is long
    }
    wf::continue_as_new(&poller::run, {}, round, runs + 1);
  }
  static void define(wf::definition<poller>& d) { d.name("Poller"); }
};

int main() try {
  auto client = temporal::client::connect(temporal::runtime::create(), temporal::load_connect_options());
  temporal::worker worker(client, temporal::worker_options{}.task_queue("guide-children"));
  worker.register_workflow<book>()
      .register_workflow<chapter>()
      .register_workflow<poller>()
      .register_activity("count_words", &count_words)
      .start();

  auto where = temporal::start_options{}.id("guide-children").task_queue("guide-children");
  std::cout << client.execute(&book::run, where) << " words\n";
  // The result is that of the last run: a handle follows the workflow over all of them.
  std::cout << client.execute(&poller::run, where, 0, 1) << '\n';
} catch (const std::exception& e) {
  std::cerr << e.what() << '\n';
  return 1;
}

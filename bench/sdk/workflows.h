#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "headroom/temporal/workflow/workflow.h"

// The workflows of the SDK benchmark; worker.py and anchors/sdk/main.go have the same.
namespace bench {

namespace wf = temporal::workflow;

inline std::string noop() { return "noop"; }
inline std::vector<std::byte> echo(std::vector<std::byte> body) { return body; }
inline std::string echo_text(std::string body) { return body; }

inline wf::activity_options quickly() { return wf::activity_options{}.start_to_close(std::chrono::minutes(10)); }

struct noop_workflow {
  wf::task<std::string> run() { co_return co_await wf::start_activity(&noop, quickly()); }
  static void define(wf::definition<noop_workflow>& d) { d.name("Noop"); }
};

struct sleeper {
  wf::task<void> run() { co_await wf::sleep(std::chrono::hours(24)); }
  static void define(wf::definition<sleeper>& d) { d.name("Sleeper"); }
};

struct steps {
  wf::task<int> run(int count) {
    for (int i = 0; i < count; ++i) co_await wf::start_activity(&noop, quickly());
    co_return count;
  }
  static void define(wf::definition<steps>& d) { d.name("Steps"); }
};

struct fan {
  wf::task<int> run(int count) {
    std::vector<wf::activity_handle<std::string>> all;
    for (int i = 0; i < count; ++i) all.push_back(wf::start_activity(&noop, quickly()));
    for (auto& one : all) co_await one;
    co_return count;
  }
  static void define(wf::definition<fan>& d) { d.name("Fan"); }
};

struct echo_workflow {
  wf::task<std::vector<std::byte>> run(std::vector<std::byte> body) {
    co_return co_await wf::start_activity(&echo, quickly(), body);
  }
  static void define(wf::definition<echo_workflow>& d) { d.name("Echo"); }
};

struct echo_text_workflow {
  wf::task<std::string> run(std::string body) { co_return co_await wf::start_activity(&echo_text, quickly(), body); }
  static void define(wf::definition<echo_text_workflow>& d) { d.name("EchoText"); }
};

}  // namespace bench

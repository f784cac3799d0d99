// Our side of the interoperation tests: see ../README.md.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <string>

#include "temporal/api/common/v1/message.pb.h"

#include "headroom/temporal/client/base64.h"
#include "headroom/temporal/client/client.h"
#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/common/protobuf_payload.h"
#include "headroom/temporal/worker/worker.h"
#include "headroom/temporal/workflow/workflow.h"

namespace {

namespace wf = temporal::workflow;
using headroom::json;
using temporal::api::common::v1::WorkflowExecution;
using namespace std::chrono_literals;

struct person {
  std::string name;
  std::int64_t number = 0;
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(person, name, number)

std::string greet(const person& who) { return "hello " + who.name + " " + std::to_string(who.number); }

temporal::bytes reverse(temporal::bytes body) {
  std::ranges::reverse(body);
  return body;
}

std::string break_down() {
  throw temporal::application_failure("inner").type("Inner").details("d", json{{"k", {1, 2}}}).non_retryable();
}

wf::activity_options quickly() { return wf::activity_options{}.start_to_close(10s); }

struct greeting {
  wf::task<std::string> run(person who) {
    auto greeted = wf::start_activity(&greet, quickly(), who);
    co_return co_await greeted;
  }
  static void define(wf::definition<greeting>& d) { d.name("Greet"); }
};

struct bytes_there_and_back {
  wf::task<temporal::bytes> run(temporal::bytes body) {
    auto reversed = wf::start_activity(&reverse, quickly(), body);
    co_return co_await reversed;
  }
  static void define(wf::definition<bytes_there_and_back>& d) { d.name("Bytes"); }
};

struct execution {
  wf::task<WorkflowExecution> run(WorkflowExecution in) {
    in.set_run_id(in.run_id() + "!");
    co_return in;
  }
  static void define(wf::definition<execution>& d) { d.name("Execution"); }
};

struct failing {
  wf::task<std::string> run() {
    auto broken = wf::start_activity(&break_down, quickly());
    try {
      co_return co_await broken;
    } catch (const temporal::activity_failure& f) {
      throw temporal::application_failure("outer").type("Outer").details(1, "two").cause_by(f);
    }
  }
  static void define(wf::definition<failing>& d) { d.name("Fail"); }
};

class desk {
 public:
  wf::task<std::int64_t> run() {
    co_await wf::wait_condition([this] { return closed_; });
    co_return total_;
  }
  std::int64_t add(std::int64_t n) { return total_ += n; }
  void check(std::int64_t n) const {
    if (n < 0) throw temporal::application_failure("no negatives").type("Negative").details(n);
  }
  [[nodiscard]] std::int64_t total() const { return total_; }
  void close() { closed_ = true; }

  static void define(wf::definition<desk>& d) {
    d.name("Desk").update("add", &desk::add, &desk::check).query("total", &desk::total).signal("close", &desk::close);
  }

 private:
  std::int64_t total_ = 0;
  bool closed_ = false;
};

json details_of(const temporal::payload_list& details) {
  json out = json::array();
  for (const auto& d : details) out.push_back(temporal::from_payload<json>(d));
  return out;
}

// The chain of causes, outermost first.
json links_of(const temporal::failure& outermost) {
  json out = json::array();
  for (const auto* f = &outermost; f != nullptr; f = f->cause()) {
    if (const auto* a = dynamic_cast<const temporal::application_failure*>(f)) {
      out.push_back({a->message(), a->type(), a->is_non_retryable(), details_of(a->details())});
    } else if (const auto* activity = dynamic_cast<const temporal::activity_failure*>(f)) {
      out.push_back({"activity", activity->activity_type()});
    } else {
      out.push_back(f->message());
    }
  }
  return out;
}

template <class Error, class Call>
json failure_of(const Call& call) {
  try {
    call();
  } catch (const Error& e) {
    return links_of(e.cause());
  }
  return "no failure";
}

// Every execution has an id of its own.
class caller {
 public:
  caller(const temporal::client& client, std::string queue) : client_(client), queue_(std::move(queue)) {}
  template <class... A>
  temporal::workflow_handle start(const std::string& type, const A&... arguments) {
    const auto id = queue_ + "-from-ours-" + std::to_string(++count_);
    return client_.start(type, temporal::start_options{}.id(id).task_queue(queue_), arguments...);
  }
  template <class Result, class... A>
  Result execute(const std::string& type, const A&... arguments) {
    return start(type, arguments...).template result<Result>();
  }

 private:
  const temporal::client& client_;
  std::string queue_;
  int count_ = 0;
};

json executions(caller& call) {
  WorkflowExecution message;
  message.set_workflow_id("w");
  message.set_run_id("r");
  const auto gave = [&](const auto& argument) {
    return call.execute<WorkflowExecution>("Execution", argument).run_id();
  };
  return {gave(message), gave(temporal::raw_args({temporal::to_binary_protobuf_payload(message)}))};
}

json desk_of(caller& call) {
  const auto handle = call.start("Desk");
  json out = {handle.update<std::int64_t>("add", 2), handle.update<std::int64_t>("add", 3),
              failure_of<temporal::update_failed_error>([&] { handle.update<std::int64_t>("add", -1); }),
              handle.query<std::int64_t>("total")};
  handle.signal("close");
  out.push_back(handle.result<std::int64_t>());
  return out;
}

void run_client(const temporal::client& client, const std::string& queue) {
  caller call(client, queue);
  const temporal::bytes body{std::byte{0}, std::byte{1}, std::byte{255}};
  const auto back = call.execute<temporal::bytes>("Bytes", body);
  std::string text;
  for (const auto b : back) text += static_cast<char>(b);
  const json told = {
      {"greet", call.execute<std::string>("Greet", person{"größe", 9007199254740991})},
      {"bytes", temporal::detail::to_base64(text)},
      {"execution", executions(call)},
      {"fail", failure_of<temporal::workflow_failed_error>([&] { (void)call.execute<std::string>("Fail"); })},
      {"desk", desk_of(call)},
  };
  std::cout << told.dump() << std::endl;
}

int run_worker(const temporal::client& client, const std::string& queue) {
  temporal::worker worker(client, temporal::worker_options{}.task_queue(queue));
  worker.register_workflow<greeting>()
      .register_workflow<bytes_there_and_back>()
      .register_workflow<execution>()
      .register_workflow<failing>()
      .register_workflow<desk>()
      .register_activity("greet", &greet)
      .register_activity("reverse", &reverse)
      .register_activity("breakDown", &break_down);
  return worker.run_until_signal([] { std::cout << "serves" << std::endl; });
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 4) throw std::runtime_error("usage: interop_peer worker|client ADDRESS TASK_QUEUE");
  const auto client =
      temporal::client::connect(temporal::runtime::create(), temporal::connect_options{}.target(argv[2]));
  if (std::string(argv[1]) == "worker") return run_worker(client, argv[3]);
  run_client(client, argv[3]);
} catch (const std::exception& e) {
  std::cerr << "interop_peer: " << e.what() << '\n';
  return 1;
}

#include "headroom/temporal/tests_server/sdk_test.h"

#include <algorithm>
#include <thread>

#include "headroom/temporal/client/uuid.h"
#include "headroom/temporal/tests_server/server.h"

namespace temporal::tests {
namespace {

std::string test_name() {
  const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
  std::string name = std::string(info->test_suite_name()) + "." + info->name();
  std::ranges::replace(name, '/', '.');
  return name;
}

}  // namespace

void sdk_test::SetUp() {
  queue_ = test_name() + "-" + detail::random_uuid().substr(0, 8);
  worker_options_.task_queue(queue_).max_cached_workflows(cache());
  replayer_ = std::make_unique<testing::replayer>(shared_runtime());
}

void sdk_test::TearDown() {
  worker_.reset();
  std::vector<workflow_history> histories;
  for (const auto& handle : replayed_later_) histories.push_back(handle.fetch_history());
  if (histories.empty()) return;
  for (const auto& result : replayer_->replay(histories))
    EXPECT_TRUE(result.ok()) << result.workflow_id << ": " << *result.problem;
}

const std::shared_ptr<runtime>& sdk_test::on_runtime() { return shared_runtime(); }
const std::string& sdk_test::target() { return shared_server().target(); }
const client& sdk_test::on() const { return shared_server().client(); }

std::string sdk_test::new_id(const std::string& name) {
  return queue_ + "-" + name + "-" + detail::random_uuid().substr(0, 8);
}

worker& sdk_test::the_worker() {
  if (!worker_) worker_ = std::make_unique<worker>(on(), worker_options_);
  return *worker_;
}

void sdk_test::stop_worker() {
  the_worker().shutdown();
  the_worker().wait();
  worker_.reset();
}

::testing::AssertionResult sdk_test::eventually(const std::function<bool()>& holds, const std::string& what) {
  const auto deadline = std::chrono::steady_clock::now() + 10s;
  while (std::chrono::steady_clock::now() < deadline) {
    if (holds()) return ::testing::AssertionSuccess();
    std::this_thread::sleep_for(10ms);  // A poll of the server's state, not a guess of how long something takes.
  }
  return ::testing::AssertionFailure() << "not within ten seconds: " << what;
}

}  // namespace temporal::tests

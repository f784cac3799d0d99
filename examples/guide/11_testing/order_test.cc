// Four ways to test, from the quickest to the most real.
#include "order.h"

#include <gtest/gtest.h>

#include "headroom/temporal/client/client.h"
#include "headroom/temporal/testing/activity_environment.h"
#include "headroom/temporal/testing/replayer.h"
#include "headroom/temporal/testing/time_skipping_server.h"
#include "headroom/temporal/testing/workflow_environment.h"
#include "headroom/temporal/worker/worker.h"

// 1. An activity by itself, with a context of the test's choice.
TEST(charging, says_so_when_there_is_nobody_to_charge) {
  temporal::testing::activity_environment env;
  EXPECT_THROW(env.run(&charge, ""), temporal::application_failure);
  ASSERT_EQ(env.heartbeats().size(), 1U);
  EXPECT_EQ(temporal::from_payload<std::string>(env.heartbeats()[0][0]), "asking the bank");
}

// 2. A workflow in this process: no server, no worker, activities mocked, three weeks in no time.
TEST(orders, remind_every_week_until_delivery) {
  temporal::testing::workflow_environment env;
  int attempts = 0;
  env.mock_activity(&charge, [&](const std::string& customer) {
    if (++attempts == 1) throw std::runtime_error("the bank does not answer");
    return "paid by " + customer;
  });
  env.mock_activity(&remind, [](const std::string&) {});
  env.at(24h * 15, [&] { EXPECT_EQ(env.query(&order::reminders), 2); });
  env.at(24h * 16, [&] { env.signal(&order::deliver); });

  EXPECT_EQ(env.execute(&order::run, "Ada"), "paid by Ada, 2 reminders");
  EXPECT_EQ(attempts, 2);
}

// 3. The same with a worker, on a server whose time skips. 4. And its history replayed, as it should be with the
// histories of production whenever the code has changed.
TEST(orders, do_the_same_on_a_server_and_in_a_replay) {
  auto runtime = temporal::runtime::create();
  auto server = temporal::testing::time_skipping_server::start(runtime);
  temporal::worker worker(server.client(), temporal::worker_options{}.task_queue("orders"));
  worker.register_workflow<order>()
      .register_activity("charge", &charge)
      .mock_activity("remind", &remind, [](const std::string&) {})
      .start();

  auto handle = server.client().start(&order::run, temporal::start_options{}.id("order").task_queue("orders"), "Ada");
  server.sleep(24h * 16);
  handle.signal(&order::deliver);
  EXPECT_EQ(server.result<std::string>(handle), "receipt 1 for Ada, 2 reminders");

  auto replayer = temporal::testing::replayer(runtime).register_workflow<order>();
  const auto replayed = replayer.replay(handle.fetch_history());
  EXPECT_TRUE(replayed.ok()) << replayed.problem.value_or("");
}

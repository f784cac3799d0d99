#include <cstring>
#include <gtest/gtest.h>

#include "headroom/temporal/tests_server/crash_worker.h"
#include "headroom/temporal/tests_server/server.h"

// With `--worker TARGET QUEUE CACHE` the program is a worker to be killed by its own tests; without, it runs them.
int main(int count, char** arguments) {
  if (count == 5 && std::strcmp(arguments[1], "--worker") == 0) {
    return temporal::tests::serve_until_signal(arguments[2], arguments[3],
                                               static_cast<std::uint32_t>(std::stoul(arguments[4])));
  }
  ::testing::InitGoogleTest(&count, arguments);
  const int failed = RUN_ALL_TESTS();
  temporal::tests::stop_shared_server();
  return failed;
}

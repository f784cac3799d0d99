#include <cstdlib>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mutex>
#include <thread>

#include "headroom/temporal/client/client.h"
#include "headroom/temporal/client/service.h"
#include "headroom/temporal/testing/free_port.h"
#include "headroom/temporal/tests_server/server.h"
#include "headroom/temporal/worker/worker.h"

namespace temporal::tests {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

// What connecting throws, as text; empty when it works.
template <class Error>
std::string refusal(const connect_options& options) {
  try {
    static_cast<void>(client::connect(shared_runtime(), options));
    return {};
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(connecting, a_closed_port_is_a_connection_error_that_names_the_address) {
  const std::string target = "127.0.0.1:" + std::to_string(testing::free_port());
  EXPECT_THAT(refusal<connection_error>(connect_options{}.target(target)), HasSubstr(target));
}

TEST(connecting, a_host_that_does_not_exist_is_a_connection_error) {
  EXPECT_THAT(refusal<connection_error>(connect_options{}.target("no-such-host.invalid:7233")),
              HasSubstr("no-such-host"));
}

TEST(connecting, tls_to_a_plain_port_is_a_connection_error) {
  const auto options = connect_options{}.target(shared_server().target()).tls();
  EXPECT_THAT(refusal<connection_error>(options), HasSubstr("https://" + shared_server().target()));
}

TEST(connecting, a_target_that_is_no_address_is_named) {
  EXPECT_THAT(refusal<configuration_error>(connect_options{}.target("ftp://x")), HasSubstr("ftp://x"));
  EXPECT_THAT(refusal<configuration_error>(connect_options{}.target("")), HasSubstr("host:port"));
}

TEST(connecting, an_api_key_never_shows_in_an_error) {
  const auto options = connect_options{}.target(shared_server().target()).api_key(headroom::secret("sesame-open"));
  const std::string seen = refusal<sdk_error>(options);
  EXPECT_FALSE(seen.empty());
  EXPECT_EQ(seen.find("sesame"), std::string::npos);
}

TEST(connecting, a_bad_certificate_is_a_configuration_or_connection_error) {
  const auto options =
      connect_options{}.target(shared_server().target()).tls({.server_root_ca = "no PEM", .client_private_key = {}});
  EXPECT_FALSE(refusal<sdk_error>(options).empty());
}

TEST(connecting, an_unknown_namespace_is_named_by_calls_and_by_workers) {
  const auto on = client::connect(
      shared_runtime(), connect_options{}.target(shared_server().target()).namespace_name("no-such-namespace"));
  EXPECT_THROW(static_cast<void>(describe_namespace(on)), namespace_not_found_error);
  worker serving(on, worker_options{}.task_queue("q"));
  serving.register_activity("nothing", [] {});
  try {
    serving.start();
    FAIL() << "the worker started";
  } catch (const rpc_error& error) {
    EXPECT_EQ(error.code(), rpc_code::not_found) << error.what();
    EXPECT_THAT(error.what(), HasSubstr("no-such-namespace"));
  }
}

TEST(connecting, the_service_says_how_it_is) {
  const auto& on = shared_server().client();
  EXPECT_TRUE(check_health(on));
  EXPECT_FALSE(get_system_info(on).server_version.empty());
  EXPECT_EQ(describe_namespace(on).name, "default");
  EXPECT_TRUE(list_search_attributes(on).contains("Customer"));
}

TEST(connecting, a_new_api_key_can_be_set_while_connected) {
  EXPECT_NO_THROW(shared_server().client().set_api_key(headroom::secret("rotated")));
  EXPECT_TRUE(check_health(shared_server().client()));
  shared_server().client().set_api_key(headroom::secret());
}

TEST(connecting, a_profile_file_is_read_and_the_environment_wins) {
  const auto path = std::filesystem::path(::testing::TempDir()) / "temporal.toml";
  std::ofstream(path) << "[profile.work]\naddress = \"work.example:7233\"\nnamespace = \"orders\"\n"
                         "[profile.work.grpc_meta]\nteam = \"blue\"\n";
  const profile_source source{.profile = "work", .config_file = path};
  ::unsetenv("TEMPORAL_ADDRESS");
  ::setenv("TEMPORAL_NAMESPACE", "from-environment", 1);
  const auto loaded = load_connect_options(source);
  ::unsetenv("TEMPORAL_NAMESPACE");
  EXPECT_THAT(loaded.get().target, HasSubstr("work.example:7233"));
  EXPECT_EQ(loaded.get().namespace_name, "from-environment");
  EXPECT_EQ(loaded.get().headers.at("team"), "blue");
  EXPECT_THROW(static_cast<void>(load_connect_options({.profile = "missing", .config_file = path})),
               configuration_error);
}

TEST(a_blocking_call, is_refused_on_the_reactor_thread) {
  // The log sink runs there; it tries a call and notes what it got.
  std::string refused;
  std::mutex mutex;
  auto noting = runtime::create(runtime_options{}.log_filter("trace").log_to([&](const log_record&) {
    const std::lock_guard lock(mutex);
    if (!refused.empty()) return;
    try {
      static_cast<void>(check_health(shared_server().client()));
    } catch (const std::logic_error& error) {
      refused = error.what();
    }
  }));
  static_cast<void>(client::connect(noting, connect_options{}.target(shared_server().target())));
  noting.reset();
  EXPECT_THAT(refused, HasSubstr("reactor"));
}

TEST(metrics, the_exporter_of_the_core_answers_on_the_port_it_names) {
  prometheus_options exporter;
  const auto measured = runtime::create(runtime_options{}.prometheus(exporter));
  ASSERT_TRUE(measured->prometheus_address().has_value());
  EXPECT_THAT(*measured->prometheus_address(), ::testing::StartsWith("127.0.0.1:"));
}

}  // namespace
}  // namespace temporal::tests

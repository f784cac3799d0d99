#include "sim/tls.h"

#include <csignal>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/http_server.h"

#include "headroom/http/curl_client.h"
#include "headroom/http/tests/tls_server.h"

namespace headroom::sim {
namespace {

using http::testing::self_signed;
using ::testing::HasSubstr;

std::unique_ptr<http_server> serve(const self_signed& identity, const std::string& client_ca = {}) {
  std::signal(SIGPIPE, SIG_IGN);
  auto loaded = tls_identity::load({identity.certificate_file(), identity.key_file(), client_ca});
  EXPECT_TRUE(loaded) << loaded.error().message;
  const auto echo = [](const http_request& request) {
    return http_response{.content_type = "text/plain",
                         .body = request.method + std::string(200'000, 'x') + request.body};
  };
  return std::move(http_server::start("127.0.0.1", 0, echo, *loaded)).value();
}

result<http::response> call(http::client& client, const http_server& server, std::string body = {}) {
  http::request request{.url = "https://127.0.0.1:" + std::to_string(server.port()) + "/cloud/namespaces"};
  if (!body.empty()) request.verb = http::method::post;
  request.body = std::move(body);
  return client.send(request, {});
}

TEST(tls, large_bodies_go_both_ways_on_one_connection) {
  const self_signed identity;
  const auto server = serve(identity);
  const auto client = std::move(http::make_curl_client({.ca_file = identity.certificate_file()})).value();
  for (const std::string& body : {std::string(), std::string("{}"), std::string(300'000, 'y')}) {
    const auto answer = call(*client, *server, body);
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->body, (body.empty() ? "GET" : "POST") + std::string(200'000, 'x') + body);
  }
}

TEST(tls, a_client_that_does_not_know_the_certificate_sends_nothing) {
  const self_signed identity;
  const auto server = serve(identity);
  const auto client = std::move(http::make_curl_client({})).value();
  const auto answer = call(*client, *server);
  ASSERT_FALSE(answer);
  EXPECT_THAT(answer.error().message, HasSubstr("TLS failed"));
}

TEST(tls, a_client_without_the_wanted_certificate_is_not_served) {
  const self_signed identity;
  const auto server = serve(identity, identity.certificate_file());
  const auto client = std::move(http::make_curl_client({.ca_file = identity.certificate_file()})).value();
  EXPECT_FALSE(call(*client, *server));
}

TEST(tls, plain_text_to_a_tls_server_ends_the_connection_and_not_the_server) {
  const self_signed identity;
  const auto server = serve(identity);
  const auto client = std::move(http::make_curl_client({.ca_file = identity.certificate_file()})).value();
  EXPECT_FALSE(client->send({.url = "http://127.0.0.1:" + std::to_string(server->port()) + "/"}, {}));
  EXPECT_TRUE(call(*client, *server));
}

TEST(tls, files_that_cannot_be_used_are_named) {
  const self_signed one;
  const self_signed other;
  const std::string missing = "/nonexistent/file.pem";
  const tls_files wrong[] = {{missing, one.key_file(), ""},
                             {one.certificate_file(), missing, ""},
                             {one.certificate_file(), other.key_file(), ""},
                             {one.key_file(), one.key_file(), ""},
                             {one.certificate_file(), one.key_file(), missing}};
  const std::string named[] = {missing, missing, other.key_file(), one.key_file(), missing};
  for (std::size_t i = 0; i < std::size(wrong); ++i) {
    const auto loaded = tls_identity::load(wrong[i]);
    ASSERT_FALSE(loaded);
    EXPECT_THAT(loaded.error().message, HasSubstr(named[i]));
  }
}

}  // namespace
}  // namespace headroom::sim

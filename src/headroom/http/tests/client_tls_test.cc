#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scripted_server.h"
#include "tls_server.h"

#include "headroom/http/curl_client.h"

namespace headroom::http {
namespace {

using testing::after;
using testing::answer_text;
using testing::client_certificate;
using testing::connection;
using testing::first;
using ::testing::HasSubstr;
using testing::scripted_server;
using testing::self_signed;
using testing::tls_server;

result<response> get(const std::string& url, transport_settings settings, secret key = {}) {
  return std::move(make_curl_client(std::move(settings))).value()->send({.url = url, .bearer = std::move(key)}, {});
}

TEST(ClientTls, ACertificateThatNobodyVouchesForIsRefusedBeforeTheKeyIsSent) {
  const self_signed identity;
  const tls_server server(identity, answer_text(200, "secret metrics"));
  const auto answer = get(server.url(), {}, secret("key-123"));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, error_code::failed_precondition);
  EXPECT_EQ(answer.error().retry, retryable::no);
  EXPECT_THAT(answer.error().message, HasSubstr("TLS failed"));
  EXPECT_THAT(answer.error().message, HasSubstr("self-signed"));
  EXPECT_THAT(answer.error().message, HasSubstr("SSL_CERT_FILE"));
  EXPECT_TRUE(server.requests().empty());
}

TEST(ClientTls, ABundleOfTheUsersOwnIsBelieved) {
  const self_signed identity;
  const tls_server server(identity, answer_text(200, "metrics"));
  const auto answer = get(server.url(), {.ca_file = identity.certificate_file()}, secret("key-123"));
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->body, "metrics");
}

TEST(ClientTls, Http2IsOffered) {
  const self_signed identity;
  const tls_server server(identity, answer_text(200, "metrics"));
  ASSERT_TRUE(get(server.url(), {.ca_file = identity.certificate_file()}));
  EXPECT_THAT(server.protocols_offered(), HasSubstr("h2"));
}

TEST(ClientTls, ABundleThatIsNotThereIsNamed) {
  const self_signed identity;
  const tls_server server(identity, answer_text(200, "metrics"));
  const auto answer = get(server.url(), {.ca_file = "/nonexistent/bundle.pem"});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, error_code::failed_precondition);
  EXPECT_THAT(answer.error().message, HasSubstr("/nonexistent/bundle.pem"));
}

TEST(ClientTls, APlainServerBehindAnHttpsUrlIsCalledWhatItIs) {
  const scripted_server server(
      [](connection& client, const std::string&) {
        client.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        client.wait_for_close();
        return after::close;
      },
      AF_INET, first::server);
  const auto answer = get("https://127.0.0.1:" + std::to_string(server.port()), {}, secret("key-123"));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, error_code::failed_precondition);
  EXPECT_THAT(answer.error().message, HasSubstr("TLS failed"));
}

TEST(ClientTls, AProxyIsAskedForOtherHostsAndNotForThisMachine) {
  const scripted_server proxy(testing::always(answer_text(200, "from the proxy")));
  const scripted_server direct(testing::always(answer_text(200, "direct")));
  const transport_settings settings{.proxy = proxy.url()};
  const auto far = get("http://metrics.invalid/v1/metrics", settings);
  ASSERT_TRUE(far) << far.error().message;
  EXPECT_EQ(far->body, "from the proxy");
  EXPECT_THAT(proxy.requests().at(0), HasSubstr("GET http://metrics.invalid/v1/metrics HTTP/1.1"));
  const auto near = get(direct.url(), settings, secret("key-123"));
  ASSERT_TRUE(near) << near.error().message;
  EXPECT_EQ(near->body, "direct");
}

TEST(ClientTls, AProxyThatWantsACertificateGetsOne) {
  const self_signed identity;
  const tls_server proxy(identity, answer_text(200, "from the proxy"), client_certificate::required);
  transport_settings settings{.proxy = proxy.url(), .proxy_ca_file = identity.certificate_file()};
  EXPECT_FALSE(get("http://metrics.invalid/", settings)) << "without a certificate";
  settings.proxy_client_certificate_file = identity.certificate_file();
  settings.proxy_client_key_file = identity.key_file();
  const auto answer = get("http://metrics.invalid/", settings);
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->body, "from the proxy");
}

TEST(ClientTls, AProxyThatIsNotThereIsNamed) {
  int port = 0;
  {
    const scripted_server gone(testing::always(""));
    port = gone.port();
  }
  const auto answer = get("http://metrics.invalid/", {.proxy = "http://127.0.0.1:" + std::to_string(port)});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, error_code::unavailable);
  EXPECT_THAT(answer.error().message, HasSubstr("at the proxy 127.0.0.1:" + std::to_string(port)));
}

TEST(ClientTls, AProxyThatRefusesTheTunnelIsNamed) {
  const scripted_server proxy(testing::always(answer_text(407, "login first")));
  const auto answer = get("https://metrics.invalid/", {.proxy = proxy.url()}, secret("key-123"));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, error_code::failed_precondition);
  EXPECT_THAT(answer.error().message, HasSubstr("did not let the connection through"));
  EXPECT_THAT(answer.error().message, HasSubstr("407"));
  EXPECT_THAT(proxy.requests().at(0), ::testing::Not(HasSubstr("key-123")));
}

}  // namespace
}  // namespace headroom::http

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thread>
#include <vector>

#include "compressed.h"
#include "scripted_server.h"

#include "headroom/http/curl_client.h"

namespace headroom::http {
namespace {

using testing::after;
using testing::always;
using testing::answer_text;
using testing::connection;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::scripted_server;

std::unique_ptr<client> open_client() { return std::move(make_curl_client({.user_agent = "headroom-test"})).value(); }

TEST(Client, ReturnsStatusHeadersAndBodyAsTheyWereSent) {
  const scripted_server server(always(answer_text(418, "short and stout", "X-Completeness: limited\r\n")));
  const auto answer = open_client()->send({.url = server.url("/v1/metrics?metrics=a%2Ab")}, {});
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->status, 418);
  EXPECT_EQ(answer->body, "short and stout");
  EXPECT_EQ(answer->find_header("x-completeness"), "limited");
  EXPECT_EQ(answer->find_header("Retry-After"), std::nullopt);
  EXPECT_THAT(server.requests().at(0), HasSubstr("GET /v1/metrics?metrics=a%2Ab HTTP/1.1\r\n"));
}

TEST(Client, SendsTheKeyAsABearerTokenAndTheHeadersItWasGiven) {
  const scripted_server server(always(answer_text(200, "{}")));
  const auto answer = open_client()->send({.url = server.url("/cloud/namespaces"),
                                           .headers = {{"temporal-cloud-api-version", "v0.19.1"}},
                                           .bearer = secret("key-123")},
                                          {});
  ASSERT_TRUE(answer);
  const std::string request = server.requests().at(0);
  EXPECT_THAT(request, HasSubstr("Authorization: Bearer key-123\r\n"));
  EXPECT_THAT(request, HasSubstr("temporal-cloud-api-version: v0.19.1\r\n"));
  EXPECT_THAT(request, HasSubstr("User-Agent: headroom-test\r\n"));
  EXPECT_THAT(request, HasSubstr("gzip"));
  EXPECT_THAT(request, HasSubstr("zstd"));
}

TEST(Client, PostsABodyWithoutWaitingForAHundredContinue) {
  const scripted_server server(always(answer_text(200, "{}")));
  const std::string body(5000, 'x');
  const auto answer = open_client()->send({.verb = method::post,
                                           .url = server.url("/cloud/namespaces/n.a"),
                                           .headers = {{"Content-Type", "application/json"}},
                                           .body = body},
                                          {});
  ASSERT_TRUE(answer);
  EXPECT_THAT(server.requests().at(0), HasSubstr("POST /cloud/namespaces/n.a"));
  EXPECT_THAT(server.requests().at(0), HasSubstr(body));
  EXPECT_THAT(server.requests().at(0), Not(HasSubstr("Expect:")));
}

TEST(Client, UnpacksGzipAndZstd) {
  const std::string text = "temporal_cloud_v1_action_limit 500\n# EOF\n";
  for (const auto& [encoding, packed] :
       std::vector<std::pair<std::string, std::string>>{{"gzip", testing::gzip(text)}, {"zstd", testing::zstd(text)}}) {
    const scripted_server server(always(answer_text(200, packed, "Content-Encoding: " + encoding + "\r\n")));
    const auto answer = open_client()->send({.url = server.url()}, {});
    ASSERT_TRUE(answer) << encoding << ": " << answer.error().message;
    EXPECT_EQ(answer->body, text) << encoding;
    EXPECT_EQ(answer->wire_bytes, packed.size()) << encoding;
  }
}

TEST(Client, KeepsTheConnectionForTheNextRequest) {
  const scripted_server server(always(answer_text(200, "again")));
  const auto client = open_client();
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(client->send({.url = server.url()}, {}));
  EXPECT_EQ(server.requests().size(), 5u);
  EXPECT_EQ(server.connections(), 1);
}

TEST(Client, OneRequestLeavesNothingBehindForTheNext) {
  const scripted_server server(always(answer_text(200, "ok")));
  const auto client = open_client();
  ASSERT_TRUE(
      client->send({.verb = method::post, .url = server.url("/first"), .bearer = secret("key-123"), .body = "b"}, {}));
  ASSERT_TRUE(client->send({.url = server.url("/second")}, {}));
  EXPECT_THAT(server.requests().at(1), HasSubstr("GET /second"));
  EXPECT_THAT(server.requests().at(1), Not(HasSubstr("Authorization")));
}

TEST(Client, ServesSeveralThreadsAtOnce) {
  const scripted_server server(always(answer_text(200, std::string(100'000, 'y'))));
  const auto client = open_client();
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i) {
        const auto answer = client->send({.url = server.url()}, {});
        ASSERT_TRUE(answer) << answer.error().message;
        ASSERT_EQ(answer->body.size(), 100'000u);
      }
    });
  }
  for (std::thread& one : threads) one.join();
  EXPECT_LE(server.connections(), 8);
}

TEST(Client, SpeaksIpv6) {
  const scripted_server server(always(answer_text(200, "six")), AF_INET6);
  const auto answer = open_client()->send({.url = server.url(), .bearer = secret("key-123")}, {});
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->body, "six");
}

TEST(Client, ReportsProgressWhileASlowAnswerIsWaitedFor) {
  const scripted_server server([](connection& client, const std::string&) {
    client.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n");
    for (const char c : std::string_view("abc")) {
      if (client.closed_within(std::chrono::milliseconds(600))) return after::close;
      client.send(std::string_view(&c, 1));
    }
    return after::close;
  });
  std::vector<progress> seen;
  const auto answer =
      open_client()->send({.url = server.url()}, {.on_progress = [&](const progress& p) { seen.push_back(p); }});
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->body, "abc");
  ASSERT_GE(seen.size(), 2u);
  EXPECT_GE(seen.back().elapsed, std::chrono::milliseconds(1000));
}

TEST(Client, NotModifiedIsAnAnswerAndNoRedirect) {
  const scripted_server server(always("HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n"));
  const auto answer = open_client()->send({.url = server.url()}, {});
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->status, 304);
}

}  // namespace
}  // namespace headroom::http

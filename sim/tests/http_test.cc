#include <chrono>
#include <future>
#include <gtest/gtest.h>
#include <thread>
#include <vector>

#include "sim/gzip.h"
#include "sim/http_server.h"
#include "sim/tests/a_cloud.h"
#include "sim/tests/http_client.h"

namespace headroom::sim {
namespace {

// The demo account behind a real socket.
struct served {
  explicit served(std::string_view toml)
      : cloud(toml), server(std::move(http_server::start("127.0.0.1", 0, [this](const http_request& r) {
                              return cloud.sim.handle(r);
                            })).value()) {}

  std::string answer_of_get(std::string_view target, std::string_view headers = "") {
    raw_client client(server->port());
    client.send_get(target, headers);
    return client.receive_answer();
  }

  a_cloud cloud;
  std::unique_ptr<http_server> server;
};

constexpr std::string_view small = R"(
account = "x9y8z"
[[namespace]]
name = "orders"
load = [{kind = "steady", aps = 300}, {kind = "noise", white = 0, slow = 0}]
)";

std::string with_fault(std::string_view keys) { return std::string(small) + "[[fault]]\n" + std::string(keys) + "\n"; }

TEST(http_server, answers_several_requests_on_one_connection) {
  served s(small);
  raw_client client(s.server->port());
  for (int i = 0; i < 3; ++i) {
    client.send_get("/cloud/namespaces/orders.x9y8z");
    const std::string answer = client.receive_answer();
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n")) << answer;
    EXPECT_EQ(json::parse(body_of(answer))["namespace"]["namespace"], "orders.x9y8z");
  }
}

TEST(http_server, answers_pipelined_requests_in_order) {
  served s(small);
  raw_client client(s.server->port());
  client.send_text(
      "GET /cloud/account HTTP/1.1\r\nAuthorization: Bearer k\r\n\r\n"
      "GET /cloud/regions HTTP/1.1\r\nAuthorization: Bearer k\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(json::parse(body_of(client.receive_answer())).contains("account"));
  EXPECT_TRUE(json::parse(body_of(client.receive_answer())).contains("regions"));
  client.receive();
  EXPECT_TRUE(client.closed());
}

TEST(http_server, takes_bodies_with_a_length_and_in_chunks) {
  served s(small);
  const std::string body = R"({"advance_seconds": 60})";
  for (const std::string& framing :
       {"Content-Length: 23\r\n\r\n" + body,
        "Transfer-Encoding: chunked\r\n\r\n5\r\n" + body.substr(0, 5) + "\r\n12\r\n" + body.substr(5) + "\r\n0\r\n\r\n",
        "Expect: 100-continue\r\nContent-Length: 23\r\n\r\n" + body}) {
    raw_client client(s.server->port());
    const std::int64_t before = s.cloud.clock->now_ms();
    client.send_text("POST /sim/clock HTTP/1.1\r\nConnection: close\r\n" + framing);
    EXPECT_NE(client.receive().find("HTTP/1.1 200 OK"), std::string::npos);
    EXPECT_EQ(s.cloud.clock->now_ms(), before + 60'000) << framing;
  }
}

TEST(http_server, refuses_what_is_no_http_or_too_much_of_it) {
  served s(small);
  for (const auto& [text, status] : std::vector<std::pair<std::string, std::string>>{
           {"nonsense\r\n\r\n", "400"},
           {"GET relative HTTP/1.1\r\n\r\n", "400"},
           {"GET / HTTP/1.1\r\nno colon\r\n\r\n", "400"},
           {"GET / HTTP/1.1\r\nX: " + std::string(70'000, 'x'), "431"},
           {"POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", "413"},
           {"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "413"},
           {"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "400"}}) {
    raw_client client(s.server->port());
    client.send_text(text);
    EXPECT_TRUE(client.receive().starts_with("HTTP/1.1 " + status)) << text.substr(0, 40);
    EXPECT_TRUE(client.closed());
  }
}

TEST(http_server, packs_large_answers_for_clients_that_can_unpack) {
  served s(small);
  const std::string plain = body_of(s.answer_of_get("/v1/metrics"));
  const std::string packed = s.answer_of_get("/v1/metrics", "Accept-Encoding: deflate, gzip\r\n");
  EXPECT_NE(packed.find("Content-Encoding: gzip\r\n"), std::string::npos);
  EXPECT_EQ(gunzip(body_of(packed), 1 << 24).value(), plain);
  EXPECT_LT(body_of(packed).size(), plain.size() / 4);
}

TEST(http_server, decodes_targets) {
  served s(small);
  const std::string answer =
      s.answer_of_get("/v1/metrics?metrics=temporal_cloud_v1_action_limit&namespaces=ord%65rs%2A&namespaces=a+b");
  EXPECT_NE(answer.find("orders.x9y8z"), std::string::npos);
}

TEST(http_server, serves_many_connections_at_once) {
  served s(small);
  std::vector<std::future<std::string>> answers;
  for (int i = 0; i < 32; ++i) {
    answers.push_back(std::async(std::launch::async, [&] { return s.answer_of_get("/cloud/account"); }));
  }
  for (auto& answer : answers) EXPECT_TRUE(answer.get().starts_with("HTTP/1.1 200"));
}

TEST(http_server, says_that_a_port_is_taken) {
  served s(small);
  const auto second =
      http_server::start("127.0.0.1", s.server->port(), [](const http_request&) { return http_response{}; });
  ASSERT_FALSE(second);
  EXPECT_NE(second.error().message.find("0 for a free one"), std::string::npos) << second.error().message;
}

TEST(http_server, stops_at_once_while_clients_hang) {
  served s(with_fault("kind = \"hang\""));
  raw_client client(s.server->port());
  client.send_get("/v1/metrics");
  while (s.cloud.sim.calls_of("GET /v1/metrics") == 0) std::this_thread::yield();
  s.server->stop();
  EXPECT_EQ(client.receive(), "");
  EXPECT_TRUE(client.closed());
}

TEST(fault, cut_promises_more_than_arrives) {
  served s(with_fault("kind = \"cut\"\nat = 0.5"));
  raw_client client(s.server->port());
  client.send_get("/v1/metrics");
  const std::string answer = client.receive();
  EXPECT_TRUE(client.closed());
  const std::size_t promised = std::stoul(answer.substr(answer.find("Content-Length: ") + 16));
  EXPECT_EQ(body_of(answer).size(), promised / 2);
  EXPECT_EQ(answer.find("# EOF"), std::string::npos);
}

TEST(fault, chunk_stop_ends_without_the_last_chunk) {
  served s(with_fault("kind = \"chunk_stop\"\nat = 0.9"));
  raw_client client(s.server->port());
  client.send_get("/v1/metrics");
  const std::string answer = client.receive();
  EXPECT_TRUE(client.closed());
  EXPECT_NE(answer.find("Transfer-Encoding: chunked\r\n"), std::string::npos);
  EXPECT_FALSE(answer.ends_with("0\r\n\r\n"));
}

TEST(fault, drop_closes_without_an_answer_and_without_the_change) {
  served s(with_fault("kind = \"drop\"\npath = \"/cloud/namespaces/orders*\"\ntimes = 1"));
  raw_client client(s.server->port());
  client.send_get("/cloud/namespaces/orders.x9y8z");
  EXPECT_EQ(client.receive(), "");
  EXPECT_TRUE(client.closed());
  EXPECT_TRUE(s.answer_of_get("/cloud/namespaces/orders.x9y8z").starts_with("HTTP/1.1 200"));
}

TEST(fault, lost_reply_closes_after_the_change_was_made) {
  served s(small);
  const json held = json::parse(body_of(s.answer_of_get("/cloud/namespaces/orders.x9y8z")))["namespace"];
  json spec = held["spec"];
  spec["capacitySpec"] = {{"provisioned", {{"value", 2}}}};
  const std::string body = json{{"spec", spec}, {"resourceVersion", held["resourceVersion"]}}.dump();
  s.cloud.ask("POST", "/sim/faults", R"({"kind": "lost_reply", "path": "/cloud/namespaces/*", "times": 1})");
  raw_client client(s.server->port());
  client.send_text("POST /cloud/namespaces/orders.x9y8z HTTP/1.1\r\nAuthorization: Bearer k\r\nContent-Length: " +
                   std::to_string(body.size()) + "\r\n\r\n" + body);
  EXPECT_EQ(client.receive(), "");
  EXPECT_TRUE(client.closed());
  const json after = json::parse(body_of(s.answer_of_get("/cloud/namespaces/orders.x9y8z")))["namespace"];
  EXPECT_NE(after["resourceVersion"], held["resourceVersion"]);
  EXPECT_EQ(after["capacity"]["latestRequest"]["state"], "STATE_CAPACITY_REQUEST_IN_PROGRESS");
}

TEST(fault, huge_sends_more_than_it_holds) {
  served s(with_fault("kind = \"huge\"\nbytes = 5000000"));
  raw_client client(s.server->port());
  client.send_get("/v1/metrics?metrics=none", "Connection: close\r\n");
  EXPECT_EQ(body_of(client.receive()).size(), 5'000'000 + std::string("# EOF\n").size());
}

TEST(fault, gzip_bomb_unpacks_to_the_asked_size) {
  served s(with_fault("kind = \"gzip_bomb\"\nbytes = 50000000"));
  const std::string answer = s.answer_of_get("/v1/metrics");
  EXPECT_NE(answer.find("Content-Encoding: gzip"), std::string::npos);
  EXPECT_LT(body_of(answer).size(), 100'000U);
  EXPECT_EQ(gunzip(body_of(answer), 60'000'000).value().size(), 50'000'000U);
}

TEST(fault, slow_waits_before_it_answers) {
  served s(with_fault("kind = \"slow\"\ndelay_ms = 80"));
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_TRUE(s.answer_of_get("/cloud/account").starts_with("HTTP/1.1 200"));
  EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(80));
}

}  // namespace
}  // namespace headroom::sim

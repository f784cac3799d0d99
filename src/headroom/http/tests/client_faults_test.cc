#include <condition_variable>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <thread>

#include "compressed.h"
#include "scripted_server.h"

#include "headroom/http/curl_client.h"

namespace headroom::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using testing::after;
using testing::always;
using testing::answer_text;
using testing::connection;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::once_and_close;
using testing::scripted_server;

constexpr const char* the_key = "tmprl-key-that-nobody-may-see";

std::unique_ptr<client> open_client(transport_settings settings = {}) {
  return std::move(make_curl_client(std::move(settings))).value();
}

// Sends one request with the key and gives the error, which must not show it.
error error_from(const std::string& url, phase_timeouts timeouts = {}, size_limits limits = {}) {
  const auto answer =
      open_client()->send({.url = url, .bearer = secret(the_key), .timeouts = timeouts, .limits = limits}, {});
  if (answer) {
    ADD_FAILURE() << "an answer: " << answer->status << " of " << answer->body.size() << " bytes";
    return {};
  }
  EXPECT_THAT(answer.error().message, Not(HasSubstr(the_key)));
  EXPECT_THAT(answer.error().message, Not(HasSubstr("\n")));
  return answer.error();
}

struct fault_case {
  const char* what;
  scripted_server::handler answer;
  error_code code;
  retryable retry;
  const char* message;
};

std::ostream& operator<<(std::ostream& out, const fault_case& c) { return out << c.what; }

class ClientFaults : public ::testing::TestWithParam<fault_case> {};

TEST_P(ClientFaults, IsNamedAndTellsWhetherAnotherTryHelps) {
  const fault_case& c = GetParam();
  const scripted_server server(c.answer);
  const auto began = steady_clock::now();
  const error e = error_from(server.url("/v1/metrics"),
                             {.connect = milliseconds(2000),
                              .first_byte = milliseconds(150),
                              .stall = milliseconds(150),
                              .total = milliseconds(1500)},
                             {.body_bytes_max = 1 << 20});
  EXPECT_LT(steady_clock::now() - began, milliseconds(10'000));
  EXPECT_EQ(e.code, c.code) << e.message;
  EXPECT_EQ(e.retry, c.retry) << e.message;
  EXPECT_THAT(e.message, HasSubstr(c.message));
  EXPECT_THAT(e.message, HasSubstr("127.0.0.1:" + std::to_string(server.port())));
}

after never_answer(connection& client, const std::string&) {
  client.wait_for_close();
  return after::close;
}

scripted_server::handler then_hang(std::string bytes) {
  return [bytes = std::move(bytes)](connection& client, const std::string&) {
    client.send(bytes);
    client.wait_for_close();
    return after::close;
  };
}

after drip(connection& client, const std::string&) {
  client.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
  while (!client.closed_within(milliseconds(20)) && client.send("x")) continue;
  return after::close;
}

// Sends until the client has had enough: a body of a gigabyte, or headers without end.
scripted_server::handler stream_of(std::string head, std::string piece, std::size_t bytes) {
  return [=](connection& client, const std::string&) {
    client.send(head);
    for (std::size_t sent = 0; sent < bytes && client.send(piece); sent += piece.size()) continue;
    return after::close;
  };
}

std::string bomb(std::size_t bytes) { return testing::gzip(std::string(bytes, '\0')); }

INSTANTIATE_TEST_SUITE_P(
    Table, ClientFaults,
    ::testing::Values(
        fault_case{"no answer", never_answer, error_code::deadline_exceeded, retryable::yes, "not one byte"},
        fault_case{"half a header", then_hang("HTTP/1.1 200 OK\r\nContent-"), error_code::deadline_exceeded,
                   retryable::yes, "stopped in the middle"},
        fault_case{"half a body", then_hang("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"),
                   error_code::deadline_exceeded, retryable::yes, "stopped in the middle"},
        fault_case{"chunks that stop", then_hang("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"),
                   error_code::deadline_exceeded, retryable::yes, "stopped in the middle"},
        fault_case{"a body that drips", drip, error_code::deadline_exceeded, retryable::yes,
                   "was not whole within 1.5 s"},
        fault_case{"cut body", once_and_close("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"),
                   error_code::data_loss, retryable::yes, "cut off"},
        fault_case{"cut chunk", once_and_close("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n30\r\nabc"),
                   error_code::data_loss, retryable::yes, "cut off"},
        fault_case{"chunk size that is none",
                   once_and_close("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc"),
                   error_code::data_loss, retryable::yes, "cut off"},
        fault_case{"closed without a word", once_and_close(""), error_code::unavailable, retryable::yes,
                   "without an answer"},
        fault_case{"not HTTP", once_and_close("220 mail.example.com ESMTP\r\n"), error_code::failed_precondition,
                   retryable::no, "does not speak HTTP"},
        fault_case{"redirect", always(answer_text(302, "", "Location: https://login.example.com/sso?next=x\r\n")),
                   error_code::failed_precondition, retryable::no, "points to login.example.com:443"},
        fault_case{"permanent redirect to a path", always(answer_text(308, "", "Location: /v2/metrics\r\n")),
                   error_code::failed_precondition, retryable::no, "another path of the same host"},
        fault_case{"redirect with the key in it",
                   always(answer_text(307, "", std::string("Location: https://") + the_key + ".example.com/\r\n")),
                   error_code::failed_precondition, retryable::no, "never sent on"},
        fault_case{"announced gigabyte", once_and_close("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\nabc"),
                   error_code::data_loss, retryable::yes, "cut off"},
        fault_case{"streamed gigabyte",
                   stream_of("HTTP/1.1 200 OK\r\n\r\n", std::string(65536, 'x'), std::size_t{1} << 30),
                   error_code::out_of_range, retryable::no, "larger than 1048576 bytes"},
        fault_case{"gzip bomb", always(answer_text(200, bomb(std::size_t{64} << 20), "Content-Encoding: gzip\r\n")),
                   error_code::out_of_range, retryable::no, "larger than 1048576 bytes"},
        fault_case{"zstd bomb",
                   always(answer_text(200, testing::zstd(std::string(std::size_t{64} << 20, '\0')),
                                      "Content-Encoding: zstd\r\n")),
                   error_code::out_of_range, retryable::no, "larger than 1048576 bytes"},
        fault_case{"gzip that is none", always(answer_text(200, "plain text", "Content-Encoding: gzip\r\n")),
                   error_code::data_loss, retryable::yes, "cannot be unpacked"},
        fault_case{"packing that nobody knows", always(answer_text(200, "plain text", "Content-Encoding: rot13\r\n")),
                   error_code::data_loss, retryable::yes, "cannot be unpacked"},
        fault_case{"flood of headers", stream_of("HTTP/1.1 200 OK\r\n", "X-Flood: yes\r\n", std::size_t{64} << 20),
                   error_code::out_of_range, retryable::no, "headers are larger"},
        fault_case{"one endless header",
                   stream_of("HTTP/1.1 200 OK\r\nX-Long: ", std::string(4096, 'h'), std::size_t{64} << 20),
                   error_code::out_of_range, retryable::no, ""}),
    [](const auto& info) {
      std::string name = info.param.what;
      for (char& c : name) c = std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
      return name;
    });

TEST(ClientFaults, AGigabyteIsNotHeldInMemory) {
  const scripted_server server(stream_of("HTTP/1.1 200 OK\r\n\r\n", std::string(65536, 'x'), std::size_t{1} << 30));
  rusage before{};
  getrusage(RUSAGE_SELF, &before);
  error_from(server.url());
  rusage afterwards{};
  getrusage(RUSAGE_SELF, &afterwards);
  EXPECT_LT(afterwards.ru_maxrss - before.ru_maxrss, 256 * 1024) << "KiB more at the peak; the limit was 64 MiB";
}

TEST(ClientFaults, RefusedConnectionNamesHostAndPort) {
  int free_port = 0;
  {
    const scripted_server gone(never_answer);
    free_port = gone.port();
  }
  const error e = error_from("http://127.0.0.1:" + std::to_string(free_port));
  EXPECT_EQ(e.code, error_code::unavailable);
  EXPECT_EQ(e.retry, retryable::yes);
  EXPECT_THAT(e.message, HasSubstr("127.0.0.1:" + std::to_string(free_port)));
}

TEST(ClientFaults, ATlsHandshakeThatNobodyAnswersIsCalledThat) {
  const scripted_server server(never_answer);  // reads, and waits for a request that it could understand
  const error e = error_from("https://127.0.0.1:" + std::to_string(server.port()) + "/v1/metrics",
                             {.connect = milliseconds(200), .total = milliseconds(5000)});
  EXPECT_EQ(e.code, error_code::deadline_exceeded) << e.message;
  EXPECT_EQ(e.retry, retryable::yes);
  EXPECT_THAT(e.message, HasSubstr("no TLS handshake came about within 0.2 s"));
}

TEST(ClientFaults, UnknownHostIsNamed) {
  // .invalid never resolves (RFC 6761 6.4).
  const error e = error_from("https://metrics.invalid");
  EXPECT_EQ(e.code, error_code::unavailable);
  EXPECT_THAT(e.message, HasSubstr("metrics.invalid:443: no such host"));
}

TEST(ClientFaults, AKeyNeverTravelsInClearTextToAnotherMachine) {
  for (const char* url : {"http://metrics.temporal.io/v1/metrics", "http://10.1.2.3:8080",
                          "http://127.0.0.1.example.com", "http://localhost.example.com"}) {
    const error e = error_from(url);
    EXPECT_EQ(e.code, error_code::invalid_argument) << url;
    EXPECT_THAT(e.message, HasSubstr("clear text")) << url;
  }
}

TEST(ClientFaults, UserNamesInAUrlAreRefusedAndNotShown) {
  const error e = error_from("https://me:hunter2@metrics.temporal.io");
  EXPECT_EQ(e.code, error_code::invalid_argument);
  EXPECT_THAT(e.message, Not(HasSubstr("hunter2")));
}

TEST(ClientFaults, AKeyWithALineBreakCannotSmuggleAHeader) {
  const scripted_server server(always(answer_text(200, "ok")));
  const auto answer = open_client()->send({.url = server.url(), .bearer = secret("key\r\nX-Evil: 1")}, {});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, error_code::invalid_argument);
  EXPECT_THAT(answer.error().message, Not(HasSubstr("Evil")));
  EXPECT_TRUE(server.requests().empty());
}

TEST(ClientFaults, StoppingEndsTheRequestAtOnce) {
  std::mutex mutex;
  std::condition_variable arrived;
  bool there = false;
  const scripted_server server([&](connection& client, const std::string& request) {
    {
      const std::scoped_lock lock(mutex);
      there = true;
    }
    arrived.notify_one();
    return never_answer(client, request);
  });
  std::stop_source stop;
  std::thread stopper([&] {
    std::unique_lock lock(mutex);
    arrived.wait(lock, [&] { return there; });
    stop.request_stop();
  });
  const auto began = steady_clock::now();
  const auto answer = open_client()->send({.url = server.url()}, {.stop = stop.get_token()});
  stopper.join();
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, error_code::cancelled);
  EXPECT_EQ(answer.error().retry, retryable::no);
  EXPECT_LT(steady_clock::now() - began, milliseconds(5000));
}

TEST(ClientFaults, StoppedBeforehandSendsNothing) {
  const scripted_server server(always(answer_text(200, "ok")));
  std::stop_source stop;
  stop.request_stop();
  const auto answer = open_client()->send({.url = server.url()}, {.stop = stop.get_token()});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, error_code::cancelled);
  EXPECT_TRUE(server.requests().empty());
}

TEST(ClientFaults, AFailedRequestDoesNotSpoilTheNext) {
  int number = 0;
  const scripted_server server([&](connection& client, const std::string&) {
    if (++number == 1) {
      client.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
      return after::close;
    }
    return client.send(answer_text(200, "whole")) ? after::keep_open : after::close;
  });
  const auto client = open_client();
  EXPECT_FALSE(client->send({.url = server.url()}, {}));
  const auto second = client->send({.url = server.url()}, {});
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_EQ(second->body, "whole");
}

}  // namespace
}  // namespace headroom::http

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thread>

#include "fake_account.h"

namespace headroom::cloud {
namespace {

using http::testing::answer_text;
using std::chrono::milliseconds;
using ::testing::Contains;
using testing::fake_account;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::json_answer;
using testing::metrics_answer;
using testing::metrics_text;
using testing::namespaces_page;
using ::testing::Not;
using ::testing::SizeIs;
using testing::values_of;

testing::answer_for always(std::string bytes) {
  return [bytes = std::move(bytes)](const std::string&) { return bytes; };
}

// Fails `times` times and then answers as the API does.
testing::answer_for failing_first(int times, std::string failure, int count) {
  return [=, left = std::make_shared<std::atomic<int>>(times)](const std::string& r) {
    return (*left)-- > 0 ? failure : metrics_answer(metrics_text(values_of(r, "metrics"), count));
  };
}

struct fault_case {
  const char* what;
  std::string answer;
  error_code code;
  retryable retry;
  const char* message;
};
std::ostream& operator<<(std::ostream& out, const fault_case& c) { return out << c.what; }

class MetricsFaults : public ::testing::TestWithParam<fault_case> {};

TEST_P(MetricsFaults, FailsTheReadingWithOneClearLineAndNoKey) {
  const fault_case& c = GetParam();
  fake_account account(3, always(c.answer), {});
  account.what.timeouts.first_byte = account.what.timeouts.stall = milliseconds(100);
  const auto snapshot = account.read();
  ASSERT_FALSE(snapshot);
  EXPECT_EQ(snapshot.error().code, c.code) << snapshot.error().message;
  EXPECT_EQ(snapshot.error().retry, c.retry) << snapshot.error().message;
  EXPECT_THAT(snapshot.error().message, HasSubstr("Metrics API"));
  EXPECT_THAT(snapshot.error().message, HasSubstr(c.message));
  EXPECT_THAT(snapshot.error().message, Not(HasSubstr("\n")));
  EXPECT_THAT(snapshot.error().message + account.all_text(), Not(HasSubstr("tmprl-")));
  EXPECT_THAT(account.metrics_requests(), SizeIs(c.retry == retryable::yes ? 4 : 1));
  EXPECT_LE(account.time.monotonic(), account.what.total);
}

INSTANTIATE_TEST_SUITE_P(
    Table, MetricsFaults,
    ::testing::Values(
        fault_case{"no key was sent along", answer_text(401, "Jwt is missing"), error_code::unauthenticated,
                   retryable::no, "TEMPORAL_CLOUD_METRICS_API_KEY"},
        fault_case{"an echoed key", answer_text(401, "bad key tmprl-metrics-key"), error_code::unauthenticated,
                   retryable::no, "[key]"},
        fault_case{"key without the role", answer_text(403, "RBAC: access denied"), error_code::permission_denied,
                   retryable::no, "Metrics Read-Only"},
        fault_case{"wrong path", answer_text(404, "404 page not found"), error_code::not_found, retryable::no,
                   "CLOUD_METRICS_API_BASE_URL"},
        fault_case{"login page",
                   answer_text(200, "<!DOCTYPE html><title>Sign in</title>", "Content-Type: text/html\r\n"),
                   error_code::failed_precondition, retryable::yes, "a web page instead of metrics"},
        fault_case{"JSON", json_answer(200, R"({"error":"x"})"), error_code::failed_precondition, retryable::yes,
                   "JSON instead of metrics"},
        fault_case{"nothing", answer_text(200, ""), error_code::failed_precondition, retryable::yes, "nothing at all"},
        fault_case{"garbage", metrics_answer("garbage{{{\n# EOF\n"), error_code::data_loss, retryable::yes,
                   "not valid OpenMetrics, 1:9"},
        fault_case{"cut transfer",
                   "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\nConnection: close\r\n\r\n# TYPE a gauge\n",
                   error_code::data_loss, retryable::yes, "cut off"},
        fault_case{"a number beyond doubles",
                   metrics_answer("# TYPE a gauge\na{temporal_namespace=\"n.a\"} 1e400\n# EOF\n"),
                   error_code::data_loss, retryable::yes, "not valid OpenMetrics"},
        fault_case{"trouble", answer_text(503, "upstream connect error"), error_code::unavailable, retryable::yes,
                   "upstream connect error"},
        fault_case{"throttled for ever", answer_text(429, "slow down"), error_code::resource_exhausted, retryable::yes,
                   "budget of requests is used up"},
        fault_case{"no answer", "", error_code::deadline_exceeded, retryable::yes, "not one byte"},
        fault_case{"redirect", answer_text(302, "", "Location: https://evil.example.com/?k=tmprl-metrics-key\r\n"),
                   error_code::failed_precondition, retryable::no, "points to evil.example.com:443"}),
    [](const auto& info) {
      std::string name = info.param.what;
      for (char& c : name) c = std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
      return name;
    });

TEST(AccountFaults, TroubleThatPassesIsSurvived) {
  for (const std::string& failure :
       {answer_text(500, ""), answer_text(502, "<html>bad gateway</html>"), answer_text(200, "<html>login</html>"),
        std::string("HTTP/1.1 200 OK\r\nContent-Length: 99\r\nConnection: close\r\n\r\nhalf")}) {
    fake_account account(3, failing_first(2, failure, 3), {});
    const auto snapshot = account.read();
    ASSERT_TRUE(snapshot) << snapshot.error().message;
    EXPECT_EQ(snapshot->metrics_calls, 3);
    EXPECT_THAT(account.log, Contains(HasSubstr("trying again in")));
  }
}

TEST(AccountFaults, RetryAfterIsWaitedForWithHeartbeats) {
  fake_account account(3, failing_first(1, answer_text(429, "", "Retry-After: 30\r\n"), 3), {});
  const auto snapshot = account.read();
  ASSERT_TRUE(snapshot) << snapshot.error().message;
  EXPECT_GE(account.time.monotonic(), std::chrono::seconds(30));
  EXPECT_GE(account.beats.size(), 29u);
}

TEST(AccountFaults, ARetryAfterThatIsTooLongEndsAtOnceAndHoldsBackTheNextReading) {
  fake_account account(3, failing_first(1, answer_text(429, "", "Retry-After: 900\r\n"), 3), {});
  const auto first = account.read();
  ASSERT_FALSE(first);
  EXPECT_EQ(first.error().code, error_code::resource_exhausted);
  EXPECT_THAT(first.error().message, HasSubstr("left alone for 900.0 s"));
  EXPECT_THAT(account.metrics_requests(), SizeIs(1));
  const auto second = account.read();
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error().message, HasSubstr("nothing was sent"));
  EXPECT_THAT(second.error().message, HasSubstr("the service asked for a pause"));
  EXPECT_THAT(account.metrics_requests(), SizeIs(1)) << "the service asked for a pause";
}

TEST(AccountFaults, TheBudgetIsKept) {
  fake_account account(1);
  account.what.metrics = original_metrics();
  account.what.ops_key = secret();
  int read = 0;
  std::string refusal;
  for (int i = 0; i < 200; ++i) {
    const auto snapshot = account.read();
    read += snapshot ? 1 : 0;
    if (!snapshot) refusal = snapshot.error().message;
  }
  EXPECT_THAT(refusal, HasSubstr("which all programs of this host share, is used up"));
  EXPECT_EQ(read, 180);
  EXPECT_THAT(account.metrics_requests(), SizeIs(180));
}

TEST(AccountFaults, AnOutageOfTheOpsApiIsAWarningWhenTheMetricTellsTheModes) {
  for (const std::string& outage :
       {json_answer(503, R"({"code":14,"message":"down"})"), answer_text(200, "<html>login</html>"),
        json_answer(200, R"({"namespaces":[{"namespace":)"), answer_text(429, "")}) {
    fake_account account(3, {}, always(outage));
    const auto snapshot = account.read();
    ASSERT_TRUE(snapshot) << snapshot.error().message;
    EXPECT_EQ(snapshot->namespaces.at(1).current, provisioned(2));
    EXPECT_EQ(snapshot->namespaces.at(1).current_source, capacity_source::tru_metric);
    EXPECT_THAT(snapshot->warnings, Contains(HasSubstr("Ops API")));
    for (const std::string& warning : snapshot->warnings) EXPECT_THAT(warning, Not(HasSubstr("tmprl-")));
  }
}

TEST(AccountFaults, AnOutageOfTheOpsApiFailsTheReadingWhenNothingTellsTheModes) {
  fake_account account(3, {}, always(json_answer(503, "{}")));
  account.what.metrics = {"temporal_cloud_v1_action_limit", "temporal_cloud_v1_total_action_count"};
  const auto snapshot = account.read();
  ASSERT_FALSE(snapshot);
  EXPECT_EQ(snapshot.error().code, error_code::unavailable);
  EXPECT_THAT(snapshot.error().message, HasSubstr("capacity modes are unknown"));
}

TEST(AccountFaults, ARefusedOpsKeyIsNotPaperedOver) {
  fake_account account(3, {}, always(json_answer(401, R"({"code":16,"message":"invalid api key"})")));
  const auto snapshot = account.read();
  ASSERT_FALSE(snapshot);
  EXPECT_EQ(snapshot.error().code, error_code::unauthenticated);
  EXPECT_THAT(snapshot.error().message, HasSubstr("TEMPORAL_CLOUD_OPS_API_KEY"));
}

TEST(AccountFaults, PagesWithoutEndAreNoticed) {
  const testing::answer_for loops[] = {
      always(json_answer(200,
                         R"({"namespaces":[{"namespace":"n.a","capacity":{"onDemand":{}}}],"nextPageToken":"same"})")),
      [n = std::make_shared<std::atomic<int>>(0)](const std::string&) {
        return json_answer(200, fmt::format(R"({{"namespaces":[],"nextPageToken":"t{}"}})", (*n)++));
      },
      [n = std::make_shared<std::atomic<int>>(0)](const std::string&) {
        return json_answer(200,
                           fmt::format(R"({{"namespaces":[{{"namespace":"n.a"}}],"nextPageToken":"t{}"}})", (*n)++));
      },
  };
  for (const auto& loop : loops) {
    fake_account account(3, {}, loop);
    const auto snapshot = account.read();
    ASSERT_TRUE(snapshot) << snapshot.error().message;
    EXPECT_THAT(snapshot->warnings, Contains(HasSubstr("does not end")));
    EXPECT_LE(account.ops_requests().size(), 10u);
  }
}

TEST(AccountFaults, AnEmptyScrapeOfAnAccountWithNamespacesIsAFailure) {
  fake_account account(3, always(metrics_answer("# EOF\n")), {});
  const auto snapshot = account.read();
  ASSERT_FALSE(snapshot);
  EXPECT_EQ(snapshot.error().code, error_code::unavailable);
  EXPECT_THAT(snapshot.error().message, HasSubstr("Ops API lists 3"));
}

TEST(AccountFaults, ABodyWithoutEndMarkIsReadButAbsenceIsUnknownInIt) {
  fake_account account(2,
                       [](const std::string&) {
                         std::string body = metrics_text({"temporal_cloud_v1_action_limit"}, 2);
                         body.resize(body.size() - std::string("# EOF\n").size());
                         return metrics_answer(body);
                       },
                       {});
  const auto snapshot = account.read();
  ASSERT_TRUE(snapshot) << snapshot.error().message;
  EXPECT_EQ(snapshot->data, completeness::cut);
  EXPECT_EQ(snapshot->namespaces.at(0).actions.limit_per_s, 500);
  EXPECT_EQ(snapshot->namespaces.at(0).actions.count_per_s, std::nullopt);
}

TEST(AccountFaults, SettingsThatCannotWorkAreRefusedBeforeAnythingIsSent) {
  fake_account account(1);
  account.what.metrics_key = secret();
  const auto no_key = account.read();
  ASSERT_FALSE(no_key);
  EXPECT_EQ(no_key.error().code, error_code::unauthenticated);
  EXPECT_THAT(no_key.error().message, HasSubstr("set TEMPORAL_CLOUD_METRICS_API_KEY"));
  account.what.metrics_key = secret("k");
  account.what.metrics_url = "metrics.temporal.io";
  const auto no_url = account.read();
  ASSERT_FALSE(no_url);
  EXPECT_THAT(no_url.error().message, HasSubstr("CLOUD_METRICS_API_BASE_URL"));
  EXPECT_THAT(account.metrics_requests(), IsEmpty());
  EXPECT_THAT(account.ops_requests(), IsEmpty());
}

TEST(AccountFaults, ASlowScrapeKeepsTheHeartbeatGoing) {
  const int count = 2;
  fake_account account(
      count, [](const std::string& r) { return metrics_answer(metrics_text(values_of(r, "metrics"), count)); },
      always(""));
  account.what.timeouts.first_byte = milliseconds(2500);
  account.what.retries.attempts_max = 1;
  const auto snapshot = account.read();
  ASSERT_TRUE(snapshot) << snapshot.error().message;
  EXPECT_GE(account.beats.size(), 2u);
  EXPECT_THAT(account.beats, Contains(HasSubstr("Ops API: 0 bytes after")));
}

TEST(AccountFaults, StoppingEndsBothReadingsAtOnce) {
  std::stop_source stop;
  const auto hang = [&stop](const std::string&) {
    stop.request_stop();
    return std::string();
  };
  fake_account account(2, hang, hang);
  account.what.timeouts.first_byte = account.what.timeouts.total = std::chrono::seconds(60);
  account.tell.stop = stop.get_token();
  const auto began = std::chrono::steady_clock::now();
  const auto snapshot = account.read();
  ASSERT_FALSE(snapshot);
  EXPECT_EQ(snapshot.error().code, error_code::cancelled) << snapshot.error().message;
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(10));
}

}  // namespace
}  // namespace headroom::cloud

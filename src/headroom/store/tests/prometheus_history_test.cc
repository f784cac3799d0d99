#include "headroom/store/prometheus_history.h"

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>

#include "tests/real_server.h"
#include "tests/store_testing.h"

#include "headroom/http/curl_client.h"
#include "headroom/http/tests/scripted_server.h"
#include "headroom/store/prometheus_queries.h"

namespace headroom::store {
namespace {

using testing::expect_same;
using testing::monday;
using testing::real_server;
using testing::test_folder;

constexpr int minutes = 300;
const double nan = unknown_value;

double load(int m) { return (m * 7919 % 1000) / 1000.0; }
bool scraped(int m) { return m < 100 || m >= 112; }

// Temporal's metrics as a scrape of each minute left them, twelve minutes of them missing.
std::string exposition() {
  std::string text;
  const auto line = [&](const std::string& name, const std::string& labels, double value, int m) {
    char number[64];
    std::snprintf(number, sizeof number, "%.17g", value);
    text += name + "{" + labels + "} " + number + " " + std::to_string((monday.index + m) * 60) + "\n";
  };
  const auto series = [&](const std::string& name, const std::string& labels, auto value) {
    for (int m = 0; m < minutes; ++m) {
      if (scraped(m)) line(name, labels, value(m), m);
    }
  };
  const std::string orders = R"(temporal_namespace="orders.a1b2c")";
  text += "# TYPE temporal_cloud_v1_total_action_count gauge\n";
  series("temporal_cloud_v1_total_action_count", orders + R"(,is_background="false",namespace_mode="active")", load);
  series("temporal_cloud_v1_total_action_count", orders + R"(,is_background="true",namespace_mode="active")",
         [](int) { return 7.0; });
  series("temporal_cloud_v1_total_action_count", orders + R"(,is_background="false",namespace_mode="standby")",
         [](int) { return 3.0; });
  series("temporal_cloud_v1_total_action_count", R"(temporal_namespace="total.a1b2c",is_background="false")",
         [](int m) { return 10.0 * m; });
  text += "# TYPE temporal_cloud_v1_action_limit gauge\n";
  for (const char* name : {"orders", "total", "idle"}) {
    for (const char* region : {"aws-us-east-1", "aws-us-west-2"}) {
      series("temporal_cloud_v1_action_limit",
             "temporal_namespace=\"" + std::string(name) + ".a1b2c\",region=\"" + region + "\"",
             [](int) { return 500.0; });
    }
  }
  return text + "# EOF\n";
}

std::unique_ptr<http::client> client() { return std::move(http::make_curl_client().value()); }

prometheus_settings settings_for(const std::string& url) {
  return {.url = url, .now_unix_ms = (monday.index + minutes) * 60'000, .days_back_max = 3};
}

// Passes requests on, notes what they ask for, and may say that there is no remote read.
class observed_client final : public http::client {
 public:
  enum class remote_reads : std::uint8_t { passed_on, refused };
  explicit observed_client(remote_reads how) : how_(how) {}

  result<http::response> send(const http::request& what, const http::watch& watch) override {
    const bool remote = what.url.ends_with("/api/v1/read");
    ++(remote ? remote_asked : others_asked);
    if (remote && how_ == remote_reads::refused) return http::response{.status = 404};
    return inner_->send(what, watch);
  }

  int remote_asked = 0;
  int others_asked = 0;

 private:
  remote_reads how_;
  std::unique_ptr<http::client> inner_ = std::move(http::make_curl_client().value());
};

// What holds for every server with the API.
void expect_reads_history(const std::string& url, http::client& http) {
  const auto history = open_prometheus_history(settings_for(url), http).value();
  const minute_range all{monday, monday + minutes};
  std::vector<double> loads;
  std::vector<double> limits;
  for (int m = 0; m < minutes; ++m) {
    loads.push_back(scraped(m) ? load(m) : nan);
    limits.push_back(scraped(m) ? 500 : nan);
  }
  const auto read = [&](const char* name, history_column column) {
    auto seen = history->read(namespace_id(name), column, all);
    EXPECT_TRUE(seen) << seen.error().message;
    return seen ? seen->values : std::vector<double>{};
  };
  expect_same(read("orders.a1b2c", history_column::actions_count), loads,
              "foreground, and nothing carried over the gap");
  expect_same(read("orders.a1b2c", history_column::actions_limit), limits, "two regions are one limit");
  EXPECT_EQ(read("orders.a1b2c", history_column::background_actions)[0], 7);
  EXPECT_EQ(read("orders.a1b2c", history_column::standby_actions)[0], 3);
  expect_same(read("idle.a1b2c", history_column::actions_count), std::vector<double>(minutes, nan),
              "no count is unknown");

  const auto names = history->namespaces();
  ASSERT_TRUE(names) << names.error().message;
  EXPECT_EQ(names->size(), 3u);
  const auto missing = history->read(namespace_id("order.a1b2c"), history_column::actions_count, all);
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().message.find("did you mean 'orders.a1b2c'"), std::string::npos) << missing.error().message;

  const auto counter = history->read(namespace_id("total.a1b2c"), history_column::actions_count, all);
  ASSERT_FALSE(counter);
  EXPECT_NE(counter.error().message.find("looks like a counter"), std::string::npos) << counter.error().message;

  const auto info = history->info();
  ASSERT_TRUE(info) << info.error().message;
  EXPECT_EQ(info->namespaces, 3);
  EXPECT_EQ(info->minutes_stored, minutes - 12);
  const auto notes = history->notes(all);
  ASSERT_TRUE(notes) << notes.error().message;
  EXPECT_EQ(notes->size(), static_cast<std::size_t>(minutes - 12));
  EXPECT_EQ(notes->front().minute, monday);

  int seen = 0;
  const auto scanned =
      history->hourly(history_column::actions_limit, all, 1, [&](const namespace_id&, const hourly_history& hours) {
        ++seen;
        EXPECT_EQ(hours.known_minutes, (std::vector<std::uint8_t>{60, 48, 60, 60, 60}));
        return result<void>{};
      });
  EXPECT_TRUE(scanned) << scanned.error().message;
  EXPECT_EQ(seen, 3);
}

TEST(PrometheusHistory, ReadsARealPrometheus) {
  test_folder folder;
  std::ofstream(folder / "metrics.txt") << exposition();
  const std::string fill = "promtool tsdb create-blocks-from openmetrics " + (folder / "metrics.txt").string() + " " +
                           (folder / "data").string() + " > /dev/null 2>&1";
  ASSERT_EQ(std::system(fill.c_str()), 0);
  std::ofstream(folder / "prometheus.yml") << "global: {}\n";
  const std::string address = "127.0.0.1:" + std::to_string(testing::free_port());
  const real_server server({"prometheus", "--config.file=" + (folder / "prometheus.yml").string(),
                            "--storage.tsdb.path=" + (folder / "data").string(), "--storage.tsdb.retention.time=100y",
                            "--web.listen-address=" + address},
                           "Server is ready to receive web requests");
  ASSERT_TRUE(server.started());
  // Both ways give the same.
  observed_client remote(observed_client::remote_reads::passed_on);
  expect_reads_history("http://" + address, remote);
  EXPECT_GT(remote.remote_asked, 5);
  observed_client queries(observed_client::remote_reads::refused);
  expect_reads_history("http://" + address, queries);
  EXPECT_EQ(queries.remote_asked, 1) << "a server that has none is asked once";
  EXPECT_GT(queries.others_asked, remote.others_asked);
}

TEST(PrometheusHistory, ReadsARealVictoriaMetrics) {
  test_folder folder;
  const int port = testing::free_port();
  const std::string address = "127.0.0.1:" + std::to_string(port);
  const real_server server({"victoria-metrics", "-storageDataPath=" + (folder / "data").string(),
                            "-retentionPeriod=100y", "-httpListenAddr=" + address},
                           "pprof handlers are exposed");
  ASSERT_TRUE(server.started());
  ASSERT_TRUE(testing::wait_for_listener(port));
  // This import takes milliseconds, and no end mark.
  std::string body;
  std::istringstream lines(exposition());
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("#")) body += line + "000\n";
  }
  const auto http = client();
  const auto sent = http->send(
      {.verb = http::method::post, .url = "http://" + address + "/api/v1/import/prometheus", .body = body}, {});
  ASSERT_TRUE(sent) << sent.error().message;
  ASSERT_EQ(sent->status, 204);
  ASSERT_TRUE(http->send({.url = "http://" + address + "/internal/force_flush"}, {}));
  observed_client plain(observed_client::remote_reads::passed_on);
  expect_reads_history("http://" + address, plain);
  EXPECT_EQ(plain.remote_asked, 1) << "VictoriaMetrics offers no remote read";
}

struct fault {
  const char* name;
  int status;
  std::string body;
  error_code code;
  const char* says;
};

std::string matrix(const std::string& points) {
  return R"({"status":"success","data":{"resultType":"matrix","result":[{"metric":{"temporal_namespace":"a.x"},"values":[)" +
         points + "]}]}}";
}

TEST(PrometheusHistory, WhatIsNoAnswerIsAnErrorThatNamesTheQuery) {
  const std::string at = std::to_string(monday.index * 60);
  const std::vector<fault> faults{
      {"422", 422, R"({"status":"error","errorType":"execution","error":"many-to-many matching not allowed"})",
       error_code::invalid_argument, "many-to-many"},
      {"422 of a limit", 422, R"({"status":"error","errorType":"execution","error":"too many samples"})",
       error_code::invalid_argument, "too many samples; ask for less at a time (--since"},
      {"400", 400, R"({"status":"error","errorType":"bad_data","error":"parse error"})", error_code::invalid_argument,
       "parse error"},
      {"503", 503, R"({"status":"error","errorType":"timeout","error":"query timed out"})", error_code::unavailable,
       "query timed out"},
      {"page", 200, "<!doctype html><title>Sign in</title>", error_code::data_loss, "HTML page"},
      {"page of a proxy", 502, "<html>Bad Gateway</html>", error_code::unavailable, "HTML page"},
      {"no body", 200, "", error_code::data_loss, "expected a Prometheus answer"},
      {"other JSON", 200, "[1, 2]", error_code::data_loss, "expected a Prometheus answer"},
      {"half", 200, R"({"status":"success","data":{"resultType":"mat)", error_code::data_loss, "cut"},
      {"partial", 200, R"({"status":"success","isPartial":true,"data":{"resultType":"matrix","result":[]}})",
       error_code::unavailable, "partial"},
      {"vector", 200, R"({"status":"success","data":{"resultType":"vector","result":[]}})", error_code::data_loss,
       "no matrix"},
      {"other step", 200, matrix("[" + std::to_string(monday.index * 60 + 15) + R"(,"1"])"), error_code::data_loss,
       "another step"},
      {"other time", 200, matrix(R"([60,"1"])"), error_code::data_loss, "another step"},
      {"twice", 200, matrix("[" + at + R"(,"1"],[)" + at + R"(,"2"])"), error_code::data_loss, "after one at"},
      {"word", 200, matrix("[" + at + R"(,"many"])"), error_code::data_loss, "expected a number"},
      {"number", 200, matrix("[" + at + ",1]"), error_code::data_loss, "is not [time"},
      {"401", 401, R"({"status":"error","error":"no token"})", error_code::unauthenticated, "no token"},
      {"401 of a proxy", 401, "<html>401</html>", error_code::unauthenticated, "HEADROOM_PROMETHEUS_TOKEN"},
  };
  for (const fault& one : faults) {
    SCOPED_TRACE(one.name);
    http::testing::scripted_server server([&](http::testing::connection& to, const std::string&) {
      to.send("HTTP/1.1 " + std::to_string(one.status) + " X\r\nContent-Length: " + std::to_string(one.body.size()) +
              "\r\n\r\n" + one.body);
      return http::testing::after::keep_open;
    });
    const auto http = client();
    const auto history = open_prometheus_history(settings_for(server.url()), *http).value();
    const auto seen = history->read(namespace_id("a.x"), history_column::actions_count, {monday, monday + 10});
    ASSERT_FALSE(seen);
    EXPECT_EQ(seen.error().code, one.code) << seen.error().message;
    EXPECT_NE(seen.error().message.find(one.says), std::string::npos) << seen.error().message;
    EXPECT_NE(seen.error().message.find("temporal_cloud_v1_total_action_count"), std::string::npos)
        << seen.error().message;
    EXPECT_NE(seen.error().message.find(server.url().substr(7)), std::string::npos) << seen.error().message;
  }
}

TEST(PrometheusHistory, StalenessMarkersAreUnknownAndImpossibleValuesAreNamed) {
  const auto point = [](int m, const char* value) {
    return "[" + std::to_string((monday.index + m) * 60) + ",\"" + value + "\"]";
  };
  const std::string body = matrix(point(0, "1.5") + "," + point(1, "NaN") + "," + point(2, "-4") + "," +
                                  point(3, "+Inf") + "," + point(5, "0"));
  http::testing::scripted_server server([&](http::testing::connection& to, const std::string&) {
    to.send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return http::testing::after::keep_open;
  });
  const auto http = client();
  const auto history = open_prometheus_history(settings_for(server.url()), *http).value();
  const auto seen = history->read(namespace_id("a.x"), history_column::actions_count, {monday, monday + 6});
  ASSERT_TRUE(seen) << seen.error().message;
  expect_same(seen->values, {1.5, nan, nan, nan, nan, 0}, "values");
  ASSERT_EQ(seen->damage.size(), 1u);
  EXPECT_NE(seen->damage[0].find("2 negative or infinite values"), std::string::npos) << seen->damage[0];
}

TEST(PrometheusHistory, AServerThatIsDownOrSilentEndsInBoundedTime) {
  const auto http = client();
  const std::string nobody = "http://127.0.0.1:" + std::to_string(testing::free_port());
  const auto down = open_prometheus_history(settings_for(nobody), *http)
                        .value()
                        ->read(namespace_id("a.x"), history_column::trus, {monday, monday + 1});
  ASSERT_FALSE(down);
  EXPECT_EQ(down.error().code, error_code::unavailable) << down.error().message;
  EXPECT_NE(down.error().message.find("provisioned_capacity_tru_count"), std::string::npos) << down.error().message;

  http::testing::scripted_server silent([](http::testing::connection& to, const std::string&) {
    to.wait_for_close();
    return http::testing::after::close;
  });
  prometheus_settings settings = settings_for(silent.url());
  settings.timeouts.first_byte = std::chrono::milliseconds(200);
  const auto slow = open_prometheus_history(settings, *http)
                        .value()
                        ->read(namespace_id("a.x"), history_column::trus, {monday, monday + 1});
  ASSERT_FALSE(slow);
  EXPECT_EQ(slow.error().code, error_code::deadline_exceeded) << slow.error().message;
}

TEST(PrometheusHistory, NamesCannotChangeTheQuery) {
  EXPECT_EQ(
      query_of(history_column::actions_limit, {namespace_id("a.b\"} or up{x=~\"")}),
      R"(min by (temporal_namespace) (last_over_time(temporal_cloud_v1_action_limit{temporal_namespace=~"a\\.b\"\\} or up\\{x=~\""}[59s])))");
}

}  // namespace
}  // namespace headroom::store

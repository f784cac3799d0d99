#include "headroom/http/url.h"

#include <gtest/gtest.h>

namespace headroom::http {
namespace {

TEST(Url, ReadsWhatDecisionsDependOn) {
  struct row {
    const char* url;
    const char* scheme;
    const char* host;
    const char* port;
    const char* path;
    const char* authority;
  };
  for (const row& r :
       {row{"https://metrics.temporal.io", "https", "metrics.temporal.io", "443", "/", "metrics.temporal.io:443"},
        row{"HTTP://LocalHost:8080/a/b?c=d", "http", "localhost", "8080", "/a/b", "localhost:8080"},
        row{"http://[::1]:9/x", "http", "::1", "9", "/x", "[::1]:9"},
        row{"http://127.0.0.1", "http", "127.0.0.1", "80", "/", "127.0.0.1:80"}}) {
    const auto parts = parse_url(r.url);
    ASSERT_TRUE(parts) << r.url << ": " << parts.error().message;
    EXPECT_EQ(parts->scheme, r.scheme);
    EXPECT_EQ(parts->host, r.host);
    EXPECT_EQ(parts->port, r.port);
    EXPECT_EQ(parts->path, r.path);
    EXPECT_EQ(authority_of(*parts), r.authority);
  }
}

TEST(Url, RefusesWhatCannotBeAsked) {
  for (const char* url : {"", "metrics.temporal.io", "ftp://h/", "file:///etc/passwd", "https://", "https://h:99999",
                          "https://h:x", "https://u:p@h", "https://h/#part", "javascript:1", "https://a b"}) {
    const auto parts = parse_url(url);
    ASSERT_FALSE(parts) << url;
    EXPECT_EQ(parts.error().code, error_code::invalid_argument) << url;
  }
  EXPECT_FALSE(parse_url(std::string_view("https://h\0x", 11)));
}

TEST(Url, OnlyThisMachineIsLoopback) {
  for (const char* host : {"localhost", "127.0.0.1", "127.255.0.3", "::1", "a.localhost"})
    EXPECT_TRUE(is_loopback(host)) << host;
  for (const char* host : {"127.0.0.1.example.com", "localhost.example.com", "10.0.0.1", "0.0.0.0", "::", "127.1",
                           "127.0.0.", "128.0.0.1", "xlocalhost", ""}) {
    EXPECT_FALSE(is_loopback(host)) << host;
  }
}

TEST(Url, JoinsBasePathAndQuery) {
  EXPECT_EQ(join_url("https://h", "/v1/metrics"), "https://h/v1/metrics");
  EXPECT_EQ(join_url("https://h///", "/v1", {{"metrics", "a"}, {"metrics", "b c"}, {"n", "x-*"}}),
            "https://h/v1?metrics=a&metrics=b%20c&n=x-%2A");
  EXPECT_EQ(percent_encode("a.b-c_d~e/ä"), "a.b-c_d~e%2F%C3%A4");
}

}  // namespace
}  // namespace headroom::http

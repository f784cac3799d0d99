#include "headroom/cloud/api_error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::cloud {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const secret key("tmprl-very-secret");

TEST(ApiError, SaysWhatToMend) {
  struct row {
    api which;
    int status;
    const char* body;
    error_code code;
    retryable retry;
    std::vector<const char*> says;
  };
  const row table[] = {
      {api::metrics,
       401,
       "Jwt is missing",
       error_code::unauthenticated,
       retryable::no,
       {"Metrics API at h:443 answered 401", "'Jwt is missing'", "TEMPORAL_CLOUD_METRICS_API_KEY",
        "Metrics Read-Only"}},
      {api::metrics, 403, "Jwt verification fails", error_code::unauthenticated, retryable::no, {"wrong or expired"}},
      {api::metrics,
       403,
       "RBAC: access denied",
       error_code::permission_denied,
       retryable::no,
       {"Metrics Read-Only", "needs"}},
      {api::ops,
       403,
       R"({"code":7,"message":"no role","details":[]})",
       error_code::permission_denied,
       retryable::no,
       {"'no role'", "TEMPORAL_CLOUD_OPS_API_KEY"}},
      {api::metrics,
       404,
       "<html><body>nginx</body></html>",
       error_code::not_found,
       retryable::no,
       {"a web page", "CLOUD_METRICS_API_BASE_URL", "https://metrics.temporal.io"}},
      {api::ops,
       404,
       R"({"code":5,"message":"namespace not found"})",
       error_code::not_found,
       retryable::no,
       {"'namespace not found'", "https://saas-api.tmprl.cloud"}},
      {api::metrics, 429, "", error_code::resource_exhausted, retryable::yes, {"no text", "try again later"}},
      {api::ops, 409, "{}", error_code::aborted, retryable::no, {"read it again"}},
      {api::ops,
       400,
       R"({"code":3,"message":"bad page size"})",
       error_code::invalid_argument,
       retryable::no,
       {"bad page size"}},
      {api::metrics,
       503,
       "upstream connect error",
       error_code::unavailable,
       retryable::yes,
       {"upstream connect error"}},
      {api::metrics, 501, "", error_code::unimplemented, retryable::no, {"501"}},
      {api::ops, 418, "", error_code::failed_precondition, retryable::no, {"418"}},
  };
  for (const row& r : table) {
    const error e = error_of_answer(r.which, "h:443", {.status = r.status, .body = r.body}, key);
    EXPECT_EQ(e.code, r.code) << r.status << ' ' << r.body;
    EXPECT_EQ(e.retry, r.retry) << r.status << ' ' << r.body;
    for (const char* part : r.says) EXPECT_THAT(e.message, HasSubstr(part));
    EXPECT_THAT(e.message, Not(HasSubstr("\n")));
  }
}

TEST(ApiError, AKeyThatIsEchoedIsNotShown) {
  for (const char* body : {"invalid key tmprl-very-secret", R"({"message":"key tmprl-very-secret is bad"})",
                           "<html>tmprl-very-secret</html>"}) {
    for (const int status : {200, 401, 403, 404, 500}) {
      const http::response answer{.status = status, .body = body};
      EXPECT_THAT(error_of_answer(api::ops, "h:443", answer, key).message, Not(HasSubstr("tmprl-very-secret")));
      EXPECT_THAT(not_the_api(api::ops, "h:443", answer, key).message, Not(HasSubstr("tmprl-very-secret")));
    }
  }
}

TEST(ApiError, TellsAWebPageFromMetricsWhateverTheContentTypeSays) {
  const auto page = [](const char* type, const char* body) {
    return is_html({.status = 200, .headers = {{"Content-Type", type}}, .body = body});
  };
  EXPECT_TRUE(page("application/openmetrics-text", "\n <!DOCTYPE html>"));
  EXPECT_TRUE(page("text/html; charset=utf-8", "please log in"));
  EXPECT_FALSE(page("text/html", "# TYPE a gauge\n"));
  EXPECT_FALSE(page("application/octet-stream", "a 1\n# EOF\n"));
}

}  // namespace
}  // namespace headroom::cloud

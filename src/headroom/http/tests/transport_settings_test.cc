#include "headroom/http/transport_settings.h"

#include <gtest/gtest.h>
#include <map>

namespace headroom::http {
namespace {

transport_settings with(std::map<std::string, std::string> values) {
  return transport_from_environment(
      [values = std::move(values)](const std::string& name) -> std::optional<std::string> {
        const auto at = values.find(name);
        return at == values.end() ? std::nullopt : std::optional(at->second);
      });
}

TEST(TransportSettings, TheFirstCaBundleThatIsSetCounts) {
  EXPECT_EQ(with({}).ca_file, "");
  EXPECT_EQ(with({{"REQUESTS_CA_BUNDLE", "/r"}}).ca_file, "/r");
  EXPECT_EQ(with({{"CURL_CA_BUNDLE", "/c"}, {"REQUESTS_CA_BUNDLE", "/r"}}).ca_file, "/c");
  EXPECT_EQ(with({{"SSL_CERT_FILE", "/s"}, {"CURL_CA_BUNDLE", "/c"}}).ca_file, "/s");
  EXPECT_EQ(with({{"SSL_CERT_FILE", ""}, {"CURL_CA_BUNDLE", "/c"}}).ca_file, "/c");
  EXPECT_EQ(with({{"SSL_CERT_DIR", "/d"}}).ca_directory, "/d");
}

TEST(TransportSettings, AFolderGivenAsABundleIsTakenAsAFolder) {
  const auto settings = with({{"REQUESTS_CA_BUNDLE", "/etc"}});
  EXPECT_EQ(settings.ca_file, "");
  EXPECT_EQ(settings.ca_directory, "/etc");
}

TEST(TransportSettings, KeysInClearTextNeedAnExactYes) {
  EXPECT_EQ(with({}).keys_in_clear_text, clear_text_keys::loopback_only);
  EXPECT_EQ(with({{"HEADROOM_ALLOW_INSECURE_KEYS", "0"}}).keys_in_clear_text, clear_text_keys::loopback_only);
  EXPECT_EQ(with({{"HEADROOM_ALLOW_INSECURE_KEYS", "1"}}).keys_in_clear_text, clear_text_keys::allowed);
}

TEST(TransportSettings, CertificatesForAProxyComeFromOurOwnVariables) {
  const auto settings =
      with({{"HEADROOM_PROXY_CERT_FILE", "/c"}, {"HEADROOM_PROXY_KEY_FILE", "/k"}, {"HEADROOM_PROXY_CA_FILE", "/a"}});
  EXPECT_EQ(settings.proxy_client_certificate_file, "/c");
  EXPECT_EQ(settings.proxy_client_key_file, "/k");
  EXPECT_EQ(settings.proxy_ca_file, "/a");
}

}  // namespace
}  // namespace headroom::http

#include "headroom/temporal/client/connection_json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "headroom/temporal/runtime/errors.h"

namespace temporal::detail {
namespace {

using nlohmann::json;

TEST(target_url, gets_the_scheme_that_the_options_imply) {
  EXPECT_EQ(target_url(connect_options{}.target("h:1").get()), "http://h:1");
  EXPECT_EQ(target_url(connect_options{}.target("h:1").tls().get()), "https://h:1");
  EXPECT_EQ(target_url(connect_options{}.target("h:1").api_key(headroom::secret("k")).get()), "https://h:1");
  EXPECT_EQ(target_url(connect_options{}.target("http://h:1").api_key(headroom::secret("k")).get()), "http://h:1");
}

TEST(target_url, refuses_what_is_no_address) {
  for (const auto* target : {"", "ftp://h", "unix://x"}) {
    EXPECT_THROW(static_cast<void>(target_url(connect_options{}.target(target).get())), configuration_error);
  }
}

TEST(connection_json, carries_pem_as_base64_and_leaves_out_what_is_empty) {
  const auto options =
      connect_options{}
          .tls({.server_root_ca = "foo", .server_name = "name", .client_certificate = {}, .client_private_key = {}})
          .header("team", "blue");
  const auto document = json::parse(connection_json(options.get(), "me"));
  EXPECT_EQ(document["tls"], (json{{"server_root_ca_cert", "Zm9v"}, {"domain", "name"}}));
  EXPECT_EQ(document["headers"]["team"], "blue");
  EXPECT_EQ(document["identity"], "me");
  EXPECT_FALSE(document.contains("api_key"));
}

TEST(connection_json, packs_requests_only_when_asked_to) {
  EXPECT_EQ(json::parse(connection_json(connect_options{}.get(), "me"))["compression"], "none");
  const auto packed = connect_options{}.compression(grpc_compression::gzip);
  EXPECT_EQ(json::parse(connection_json(packed.get(), "me"))["compression"], "gzip");
}

TEST(connection_json, can_turn_keep_alive_off) {
  const auto document = json::parse(connection_json(connect_options{}.keep_alive(std::nullopt).get(), "me"));
  EXPECT_EQ(document["keep_alive"], false);
}

}  // namespace
}  // namespace temporal::detail

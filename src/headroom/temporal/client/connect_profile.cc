#include <nlohmann/json.hpp>

#include "headroom/temporal/client/base64.h"
#include "headroom/temporal/client/connect_options.h"
#include "headroom/temporal/runtime/bridge_buffer.h"
#include "headroom/temporal/runtime/errors.h"

namespace temporal {
namespace {

using nlohmann::json;

std::string source_json(const profile_source& source) {
  json document{{"disable_file", source.without_file}, {"disable_env", source.without_environment}};
  if (!source.profile.empty()) document["profile"] = source.profile;
  if (!source.config_file.empty()) document["config_file"] = source.config_file;
  return document.dump();
}

// A text of the profile; empty when the profile leaves it open.
std::string text(const json& object, const char* field) {
  const auto found = object.find(field);
  return found == object.end() || found->is_null() ? std::string() : found->get<std::string>();
}

bool is_true(const json& object, const char* field) {
  const auto found = object.find(field);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

std::optional<tls_options> tls_of(const json& profile) {
  const auto tls = profile.find("tls");
  if (tls == profile.end() || tls->is_null() || is_true(*tls, "disabled")) return std::nullopt;
  if (is_true(*tls, "disable_host_verification")) {
    throw configuration_error(
        "the profile sets tls.disable_host_verification, which is not supported: set "
        "tls.server_name or tls.server_ca_cert instead");
  }
  tls_options options;
  options.server_name = text(*tls, "server_name");
  options.server_root_ca = detail::from_base64(text(*tls, "server_root_ca_cert"));
  options.client_certificate = detail::from_base64(text(*tls, "client_cert"));
  options.client_private_key = headroom::secret(detail::from_base64(text(*tls, "client_private_key")));
  return options;
}

}  // namespace

connect_options load_connect_options(const profile_source& source) {
  detail::bridge_buffer loaded;
  detail::bridge_buffer error;
  const std::string document = source_json(source);
  if (tcb_envconfig_load(detail::slice(document), loaded.out(), error.out()) != TCB_OK) {
    throw configuration_error("loading the Temporal client profile: " + error.text());
  }
  const json profile = json::parse(loaded.view());
  connect_options options;
  if (const auto url = text(profile, "target_url"); !url.empty()) options.target(url);
  if (const auto name = text(profile, "namespace"); !name.empty()) options.namespace_name(name);
  if (const auto key = text(profile, "api_key"); !key.empty()) options.api_key(headroom::secret(key));
  if (auto tls = tls_of(profile)) options.tls(std::move(*tls));
  if (const auto headers = profile.find("grpc_meta"); headers != profile.end() && headers->is_object()) {
    for (const auto& [name, value] : headers->items()) options.header(name, value.get<std::string>());
  }
  return options;
}

}  // namespace temporal

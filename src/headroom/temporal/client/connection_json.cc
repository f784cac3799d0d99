#include "headroom/temporal/client/connection_json.h"

#include <nlohmann/json.hpp>

#include "headroom/temporal/client/base64.h"
#include "headroom/temporal/runtime/errors.h"

namespace temporal::detail {
namespace {

using nlohmann::json;

json tls_json(const tls_options& tls) {
  json document = json::object();
  const auto set_pem = [&](const char* field, const std::string& pem) {
    if (!pem.empty()) document[field] = to_base64(pem);
  };
  set_pem("server_root_ca_cert", tls.server_root_ca);
  set_pem("client_cert", tls.client_certificate);
  set_pem("client_private_key", tls.client_private_key.reveal());
  if (!tls.server_name.empty()) document["domain"] = tls.server_name;
  return document;
}

}  // namespace

std::string target_url(const connect_options::values& options) {
  const std::string& target = options.target;
  if (target.starts_with("http://") || target.starts_with("https://")) return target;
  if (target.empty() || target.find("://") != std::string::npos) {
    throw configuration_error("the target \"" + target + "\" is not host:port, http://host:port or https://host:port");
  }
  const bool secure = options.tls.has_value() || !options.api_key.empty();
  return (secure ? "https://" : "http://") + target;
}

std::string connection_json(const connect_options::values& options, std::string_view identity) {
  json document{{"target_url", target_url(options)},
                {"identity", identity},
                {"connect_timeout_ms", options.connect_timeout.count()},
                {"compression", options.compression == grpc_compression::gzip ? "gzip" : "none"},
                {"headers", options.headers}};
  if (options.tls) document["tls"] = tls_json(*options.tls);
  if (!options.api_key.empty()) document["api_key"] = options.api_key.reveal();
  if (!options.http_proxy.empty()) document["http_connect_proxy"] = {{"address", options.http_proxy}};
  document["keep_alive"] = false;
  if (options.keep_alive_interval) {
    document["keep_alive"] = {{"interval_ms", options.keep_alive_interval->count()},
                              {"timeout_ms", options.keep_alive_timeout.count()}};
  }
  return document.dump();
}

}  // namespace temporal::detail

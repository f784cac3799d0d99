#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace headroom::http {

enum class clear_text_keys : std::uint8_t { loopback_only, allowed };

// How bytes get to the other side. Proxies come from https_proxy, http_proxy, all_proxy and no_proxy, as libcurl reads
// them, unless `proxy` is set; loopback hosts are never asked for through a proxy.
struct transport_settings {
  std::string ca_file;       // PEM bundle; empty: the system's
  std::string ca_directory;  // hashed directory; empty: the system's
  std::string proxy;         // http://, https://, socks5h://host:port
  std::string proxy_ca_file;
  std::string proxy_client_certificate_file;  // mTLS to the proxy (PEM)
  std::string proxy_client_key_file;
  std::string user_agent = "headroom";
  // A key is sent over plain http to this machine only; anywhere else somebody could read it.
  clear_text_keys keys_in_clear_text = clear_text_keys::loopback_only;
};

// Looks up one environment variable; empty optional when it is not set.
using environment = std::function<std::optional<std::string>(const std::string& name)>;

// CA bundle from SSL_CERT_FILE, CURL_CA_BUNDLE or REQUESTS_CA_BUNDLE (the first that is set; a directory in the last is
// taken as one), SSL_CERT_DIR; mTLS to a proxy from HEADROOM_PROXY_CERT_FILE, HEADROOM_PROXY_KEY_FILE,
// HEADROOM_PROXY_CA_FILE; HEADROOM_ALLOW_INSECURE_KEYS=1 lifts the rule about clear text.
[[nodiscard]] transport_settings transport_from_environment(const environment& variables);

// The process's own environment.
[[nodiscard]] environment process_environment();

}  // namespace headroom::http

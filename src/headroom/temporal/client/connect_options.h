#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "headroom/base/secret.h"

namespace temporal {

// TLS to the server. All texts are PEM. With client certificate and key it is mutual TLS.
struct tls_options {
  std::string server_root_ca;  // empty: the system's roots
  std::string server_name;     // empty: the host of the target
  std::string client_certificate;
  headroom::secret client_private_key;
};

// Whether requests are packed on their way. Packing saves traffic and costs processor time at both ends: worth it where
// payloads are large text and the network is metered or slow.
enum class grpc_compression : std::uint8_t { none, gzip };

// Where the Temporal service is and who we are there. Setters chain:
//   connect_options{}.target("127.0.0.1:7233").namespace_name("default")
class connect_options {
 public:
  using milliseconds = std::chrono::milliseconds;

  struct values {
    std::string target = "127.0.0.1:7233";  // host:port, or a URL with http:// or https://
    std::string namespace_name = "default";
    std::string identity;            // empty: pid@host
    headroom::secret api_key;        // sent as a bearer token; needs TLS, which it turns on
    std::optional<tls_options> tls;  // unset: plain, unless the URL is https:// or an API key is set
    std::map<std::string, std::string> headers;
    std::string http_proxy;  // host:port; empty: none
    milliseconds connect_timeout{10'000};
    grpc_compression compression = grpc_compression::none;
    std::optional<milliseconds> keep_alive_interval = milliseconds(30'000);  // unset: no keep-alive
    milliseconds keep_alive_timeout{15'000};
  };

  connect_options& target(std::string address) { return set(values_.target, std::move(address)); }
  connect_options& namespace_name(std::string name) { return set(values_.namespace_name, std::move(name)); }
  connect_options& identity(std::string name) { return set(values_.identity, std::move(name)); }
  connect_options& api_key(headroom::secret key) { return set(values_.api_key, std::move(key)); }
  connect_options& tls(tls_options options = {}) { return set(values_.tls, std::move(options)); }
  connect_options& header(const std::string& name, std::string value) {
    return set(values_.headers[name], std::move(value));
  }
  connect_options& http_proxy(std::string address) { return set(values_.http_proxy, std::move(address)); }
  connect_options& connect_timeout(milliseconds timeout) { return set(values_.connect_timeout, timeout); }
  connect_options& compression(grpc_compression how) { return set(values_.compression, how); }
  connect_options& keep_alive(std::optional<milliseconds> interval, milliseconds timeout = milliseconds(15'000)) {
    values_.keep_alive_timeout = timeout;
    return set(values_.keep_alive_interval, interval);
  }

  [[nodiscard]] const values& get() const { return values_; }

 private:
  template <class Field, class Value>
  connect_options& set(Field& field, Value&& value) {
    field = std::forward<Value>(value);
    return *this;
  }
  values values_;
};

// What the standard sources say: a profile of temporal.toml (TEMPORAL_CONFIG_FILE, else the user's configuration
// folder), then TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_API_KEY, TEMPORAL_TLS* over it.
struct profile_source {
  std::string profile;      // empty: TEMPORAL_PROFILE, else "default"
  std::string config_file;  // empty: the standard place
  bool without_file = false;
  bool without_environment = false;
};

// Throws configuration_error that names the file or variable, the profile and what is wrong.
[[nodiscard]] connect_options load_connect_options(const profile_source& source = {});

}  // namespace temporal

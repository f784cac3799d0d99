#include "headroom/http/transport_settings.h"

#include <cstdlib>
#include <filesystem>
#include <initializer_list>

namespace headroom::http {
namespace {

std::string first_set(const environment& variables, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (auto value = variables(name); value && !value->empty()) return *std::move(value);
  }
  return {};
}

}  // namespace

transport_settings transport_from_environment(const environment& variables) {
  transport_settings out{
      .ca_file = first_set(variables, {"SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"}),
      .ca_directory = first_set(variables, {"SSL_CERT_DIR"}),
      .proxy_ca_file = first_set(variables, {"HEADROOM_PROXY_CA_FILE"}),
      .proxy_client_certificate_file = first_set(variables, {"HEADROOM_PROXY_CERT_FILE"}),
      .proxy_client_key_file = first_set(variables, {"HEADROOM_PROXY_KEY_FILE"}),
  };
  if (first_set(variables, {"HEADROOM_ALLOW_INSECURE_KEYS"}) == "1") {
    out.keys_in_clear_text = clear_text_keys::allowed;
  }
  std::error_code ignored;  // what cannot be looked at is handed on as a file, and curl's error names it
  if (out.ca_directory.empty() && std::filesystem::is_directory(out.ca_file, ignored)) {
    out.ca_directory = std::move(out.ca_file);
    out.ca_file.clear();
  }
  return out;
}

environment process_environment() {
  return [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  };
}

}  // namespace headroom::http

#include "headroom/cli/temporal_access.h"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <iterator>

namespace headroom::cli {
namespace {

result<std::string> read_pem(const std::string& path) {
  if (path.empty()) return std::string();
  std::ifstream file(path, std::ios::binary);
  std::string text;
  if (file) text.assign(std::istreambuf_iterator<char>(file), {});
  if (!file) return fail(error_code::not_found, fmt::format("{}: {}", path, std::strerror(errno)));
  return text;
}

bool wants_tls(const global_options& g) {
  return g.tls || !g.tls_cert_path.empty() || !g.tls_key_path.empty() || !g.tls_ca_path.empty() ||
         !g.tls_server_name.empty();
}

result<temporal::tls_options> tls_of(const global_options& g, temporal::tls_options out) {
  auto certificate = read_pem(g.tls_cert_path);
  auto key = read_pem(g.tls_key_path);
  auto authority = read_pem(g.tls_ca_path);
  for (const auto* each : {&certificate, &key, &authority}) {
    if (!*each) return fail(each->error());
  }
  if (!certificate->empty()) out.client_certificate = std::move(*certificate);
  if (!key->empty()) out.client_private_key = secret(std::move(*key));
  if (!authority->empty()) out.server_root_ca = std::move(*authority);
  if (!g.tls_server_name.empty()) out.server_name = g.tls_server_name;
  return out;
}

}  // namespace

result<temporal::connect_options> temporal_options(const global_options& g) {
  temporal::connect_options out;
  try {
    out = temporal::load_connect_options({.profile = g.profile,
                                          .config_file = g.config_file,
                                          .without_file = g.disable_config_file,
                                          .without_environment = g.disable_config_env});
  } catch (const temporal::sdk_error& e) {
    return fail(error_code::invalid_argument, e.what());
  }
  if (!g.address.empty()) out.target(g.address);
  if (!g.api_key.empty()) out.api_key(secret(g.api_key));
  if (wants_tls(g)) {
    auto tls = tls_of(g, out.get().tls.value_or(temporal::tls_options{}));
    if (!tls) return fail(std::move(tls.error()));
    out.tls(std::move(*tls));
  }
  return out;
}

result<temporal::client> connect_temporal(const std::shared_ptr<temporal::runtime>& on,
                                          const temporal::connect_options& options) {
  try {
    return temporal::client::connect(on, options);
  } catch (const temporal::sdk_error& e) {
    return fail(
        error_code::unavailable,
        fmt::format("no Temporal service at {}: {}; start one (`temporal server start-dev`) or set TEMPORAL_ADDRESS",
                    options.get().target, e.what()));
  }
}

}  // namespace headroom::cli

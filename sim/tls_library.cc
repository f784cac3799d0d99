#include "sim/tls_library.h"

#include <string>

#include "headroom/base/shared_library.h"

namespace headroom::sim {
namespace {

constexpr const char* library_name = "libssl.so.3";

result<tls_functions> open() {
  tls_functions out{};
  shared_library in(library_name);
  in.find(out.server_method, "TLS_server_method");
  in.find(out.context_new, "SSL_CTX_new");
  in.find(out.context_free, "SSL_CTX_free");
  in.find(out.context_ctrl, "SSL_CTX_ctrl");
  in.find(out.use_certificate_chain_file, "SSL_CTX_use_certificate_chain_file");
  in.find(out.use_private_key_file, "SSL_CTX_use_PrivateKey_file");
  in.find(out.check_private_key, "SSL_CTX_check_private_key");
  in.find(out.load_verify_locations, "SSL_CTX_load_verify_locations");
  in.find(out.set_verify, "SSL_CTX_set_verify");
  in.find(out.set_session_id_context, "SSL_CTX_set_session_id_context");
  in.find(out.set_alpn_select, "SSL_CTX_set_alpn_select_cb");
  in.find(out.select_next_protocol, "SSL_select_next_proto");
  in.find(out.session_new, "SSL_new");
  in.find(out.session_free, "SSL_free");
  in.find(out.set_fd, "SSL_set_fd");
  in.find(out.set_accept_state, "SSL_set_accept_state");
  in.find(out.read, "SSL_read");
  in.find(out.write, "SSL_write");
  in.find(out.shutdown, "SSL_shutdown");
  in.find(out.get_error, "SSL_get_error");
  in.find(out.clear_errors, "ERR_clear_error");
  in.find(out.next_error, "ERR_get_error");
  in.find(out.error_text, "ERR_error_string_n");
  if (in.problem().empty()) return out;
  return fail(error_code::unavailable, std::string(library_name) + " cannot be used, and without it there is no TLS: " +
                                           in.problem() + "; install OpenSSL 3 (Debian: apt install libssl3)");
}

}  // namespace

const result<tls_functions>& open_tls() {
  static const result<tls_functions> opened = open();
  return opened;
}

}  // namespace headroom::sim

#pragma once

#include <openssl/err.h>
#include <openssl/ssl.h>

#include "headroom/base/result.h"

namespace headroom::sim {

// The functions of OpenSSL that the simulator calls. Opened when a certificate is first asked for, as libcurl is
// (docs/decisions/start-up.md): linked in the usual way it would cost every start of the program a millisecond.
struct tls_functions {
  decltype(&::TLS_server_method) server_method;
  decltype(&::SSL_CTX_new) context_new;
  decltype(&::SSL_CTX_free) context_free;
  decltype(&::SSL_CTX_ctrl) context_ctrl;
  decltype(&::SSL_CTX_use_certificate_chain_file) use_certificate_chain_file;
  decltype(&::SSL_CTX_use_PrivateKey_file) use_private_key_file;
  decltype(&::SSL_CTX_check_private_key) check_private_key;
  decltype(&::SSL_CTX_load_verify_locations) load_verify_locations;
  decltype(&::SSL_CTX_set_verify) set_verify;
  decltype(&::SSL_CTX_set_session_id_context) set_session_id_context;
  decltype(&::SSL_CTX_set_alpn_select_cb) set_alpn_select;
  decltype(&::SSL_select_next_proto) select_next_protocol;
  decltype(&::SSL_new) session_new;
  decltype(&::SSL_free) session_free;
  decltype(&::SSL_set_fd) set_fd;
  decltype(&::SSL_set_accept_state) set_accept_state;
  decltype(&::SSL_read) read;
  decltype(&::SSL_write) write;
  decltype(&::SSL_shutdown) shutdown;
  decltype(&::SSL_get_error) get_error;
  decltype(&::ERR_clear_error) clear_errors;
  decltype(&::ERR_get_error) next_error;
  decltype(&::ERR_error_string_n) error_text;
};

// Opens the library at the first call. `unavailable` says what is missing and how to get it.
const result<tls_functions>& open_tls();

// After an open_tls() that was good.
inline const tls_functions& tls() { return *open_tls(); }

}  // namespace headroom::sim

#include "sim/tls.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <limits>

#include "sim/tls_library.h"

namespace headroom::sim {
namespace {

// As it goes over the wire: a length and a name.
constexpr std::array<unsigned char, 9> http11{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};

int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* offered,
                    unsigned int offered_size, void*) {
  unsigned char* chosen = nullptr;
  const int found = tls().select_next_protocol(&chosen, out_size, http11.data(), http11.size(), offered, offered_size);
  *out = chosen;
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

std::string last_error() {
  std::array<char, 256> text{};
  tls().error_text(tls().next_error(), text.data(), text.size());
  tls().clear_errors();
  return text.data();
}

std::unexpected<error> unusable(std::string_view what, const std::string& file) {
  return fail(error_code::invalid_argument,
              fmt::format("{} {} cannot be used: {}; expected a PEM file", what, file, last_error()));
}

}  // namespace

void tls_session::free_session::operator()(ssl_st* s) const { tls().session_free(s); }
void tls_identity::free_context::operator()(ssl_ctx_st* c) const { tls().context_free(c); }

tls_session::tls_session(ssl_ctx_st* context, int fd) : session_(tls().session_new(context)) {
  if (!session_) return;
  tls().set_fd(session_.get(), fd);
  tls().set_accept_state(session_.get());
}

// One try to say goodbye; a client that does not listen any more is none of our concern.
tls_session::~tls_session() {
  if (session_) tls().shutdown(session_.get());
  if (session_) tls().clear_errors();
}

tls_session::outcome tls_session::read(char* into, std::size_t size, std::size_t& count) {
  if (!session_) return outcome::closed;
  tls().clear_errors();
  constexpr std::size_t most = std::numeric_limits<int>::max();
  return outcome_of(tls().read(session_.get(), into, static_cast<int>(std::min(size, most))), count);
}

tls_session::outcome tls_session::write(const char* from, std::size_t size, std::size_t& count) {
  if (!session_) return outcome::closed;
  tls().clear_errors();
  constexpr std::size_t most = std::numeric_limits<int>::max();
  return outcome_of(tls().write(session_.get(), from, static_cast<int>(std::min(size, most))), count);
}

tls_session::outcome tls_session::outcome_of(int moved, std::size_t& count) const {
  count = moved > 0 ? static_cast<std::size_t>(moved) : 0;
  if (moved > 0) return outcome::done;
  switch (tls().get_error(session_.get(), moved)) {
    case SSL_ERROR_WANT_READ:
      return outcome::want_read;
    case SSL_ERROR_WANT_WRITE:
      return outcome::want_write;
    default:
      return outcome::closed;
  }
}

result<std::shared_ptr<const tls_identity>> tls_identity::load(const tls_files& files) {
  if (const auto& library = open_tls(); !library) return fail(library.error());
  context_ptr context(tls().context_new(tls().server_method()));
  if (!context) return fail(error_code::internal, "no TLS context: " + last_error());
  tls().context_ctrl(context.get(), SSL_CTRL_MODE, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER,
                     nullptr);
  tls().set_alpn_select(context.get(), &choose_protocol, nullptr);
  if (tls().use_certificate_chain_file(context.get(), files.certificate_file.c_str()) != 1)
    return unusable("the certificate", files.certificate_file);
  if (tls().use_private_key_file(context.get(), files.key_file.c_str(), SSL_FILETYPE_PEM) != 1 ||
      tls().check_private_key(context.get()) != 1)
    return unusable("the key", files.key_file);
  if (!files.client_ca_file.empty()) {
    if (tls().load_verify_locations(context.get(), files.client_ca_file.c_str(), nullptr) != 1)
      return unusable("the clients' CA", files.client_ca_file);
    tls().set_verify(context.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    constexpr unsigned char session_context = 'h';  // needed to resume sessions that had a client's certificate
    tls().set_session_id_context(context.get(), &session_context, 1);
  }
  return std::shared_ptr<const tls_identity>(new tls_identity(std::move(context)));
}

}  // namespace headroom::sim

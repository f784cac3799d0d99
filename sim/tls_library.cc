#include "sim/tls_library.h"

#include <dlfcn.h>
#include <string>

namespace headroom::sim {
namespace {

constexpr const char* library_name = "libssl.so.3";

std::string last_problem() {
  const char* why = dlerror();
  return why != nullptr ? why : "no reason was given";
}

// Fills the table's functions by their names and remembers the first that is missing.
class finder {
 public:
  explicit finder(void* library) : library_(library) {}

  template <typename Function>
  void find(Function& function, const char* name) {
    void* const found = dlsym(library_, name);  // in the libraries below it too
    if (found == nullptr && problem_.empty()) problem_ = last_problem();
    function = reinterpret_cast<Function>(found);  // NOLINT
  }
  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  void* library_;
  std::string problem_;
};

std::string find_all(void* library, tls_functions& out) {
  finder in(library);
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
  return in.problem();
}

result<tls_functions> open() {
  tls_functions out{};
  void* const library = dlopen(library_name, RTLD_NOW | RTLD_LOCAL);  // never closed: it leaves exit handlers behind
  const std::string problem = library == nullptr ? last_problem() : find_all(library, out);
  if (problem.empty()) return out;
  return fail(error_code::unavailable, std::string(library_name) + " cannot be used, and without it there is no TLS: " +
                                           problem + "; install OpenSSL 3 (Debian: apt install libssl3)");
}

}  // namespace

const result<tls_functions>& open_tls() {
  static const result<tls_functions> opened = open();
  return opened;
}

}  // namespace headroom::sim

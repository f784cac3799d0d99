#pragma once

#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <mutex>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <string>
#include <thread>
#include <vector>

#include "scripted_server.h"

namespace headroom::http::testing {

// A key and a certificate that signs itself, in a folder of their own that goes with them.
class self_signed {
 public:
  self_signed() {
    std::string name = (std::filesystem::temp_directory_path() / "headroom-tls-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = name;
    key_.reset(EVP_EC_gen("P-256"));
    certificate_.reset(X509_new());
    X509* x = certificate_.get();
    X509_set_version(x, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
    X509_gmtime_adj(X509_getm_notBefore(x), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x), 24 * 3600);
    X509_set_pubkey(x, key_.get());
    X509_NAME* subject = X509_get_subject_name(x);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("headroom test"), -1,
                               -1, 0);
    X509_set_issuer_name(x, subject);
    add_extension(NID_subject_alt_name, "IP:127.0.0.1");
    add_extension(NID_basic_constraints, "critical,CA:TRUE");
    X509_sign(x, key_.get(), EVP_sha256());
    write(certificate_file(), [&](BIO* out) { PEM_write_bio_X509(out, x); });
    write(key_file(),
          [&](BIO* out) { PEM_write_bio_PrivateKey(out, key_.get(), nullptr, nullptr, 0, nullptr, nullptr); });
  }
  ~self_signed() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  [[nodiscard]] std::string certificate_file() const { return folder_ / "certificate.pem"; }
  [[nodiscard]] std::string key_file() const { return folder_ / "key.pem"; }

 private:
  void add_extension(int nid, const char* value) {
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value);
    X509_add_ext(certificate_.get(), extension, -1);
    X509_EXTENSION_free(extension);
  }
  static void write(const std::string& file, const std::function<void(BIO*)>& how) {
    BIO* out = BIO_new_file(file.c_str(), "w");
    how(out);
    BIO_free(out);
  }

  struct free_key {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  };
  struct free_certificate {
    void operator()(X509* x) const { X509_free(x); }
  };
  std::filesystem::path folder_;
  std::unique_ptr<EVP_PKEY, free_key> key_;
  std::unique_ptr<X509, free_certificate> certificate_;
};

enum class client_certificate : std::uint8_t { not_wanted, required };

// An HTTPS server (or HTTPS proxy: it looks at nothing but the first request line) that gives one answer to each
// connection.
class tls_server {
 public:
  tls_server(const self_signed& identity, std::string answer,
             client_certificate wanted = client_certificate::not_wanted)
      : context_(SSL_CTX_new(TLS_server_method())),
        answer_(std::move(answer)),
        server_([this](connection& client, const std::string&) { return serve(client); }, AF_INET, first::server) {
    std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to clients that have gone
    SSL_CTX_use_certificate_file(context_.get(), identity.certificate_file().c_str(), SSL_FILETYPE_PEM);
    SSL_CTX_use_PrivateKey_file(context_.get(), identity.key_file().c_str(), SSL_FILETYPE_PEM);
    SSL_CTX_set_alpn_select_cb(context_.get(), &tls_server::on_alpn, this);
    if (wanted == client_certificate::required) {
      SSL_CTX_load_verify_locations(context_.get(), identity.certificate_file().c_str(), nullptr);
      SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    }
    SSL_CTX_set_session_id_context(context_.get(), reinterpret_cast<const unsigned char*>("h"), 1);
  }

  [[nodiscard]] int port() const { return server_.port(); }
  [[nodiscard]] std::string url() const { return "https://127.0.0.1:" + std::to_string(port()); }
  [[nodiscard]] std::vector<std::string> requests() const {
    const std::scoped_lock lock(mutex_);
    return requests_;
  }
  [[nodiscard]] std::string protocols_offered() const {
    const std::scoped_lock lock(mutex_);
    return protocols_offered_;
  }

 private:
  static int on_alpn(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* in,
                     unsigned int size, void* self) {
    auto& server = *static_cast<tls_server*>(self);
    const std::scoped_lock lock(server.mutex_);
    server.protocols_offered_.assign(reinterpret_cast<const char*>(in), size);
    static const unsigned char http11[] = "\x08http/1.1";
    unsigned char* chosen = nullptr;
    const int found = SSL_select_next_proto(&chosen, out_size, http11, 9, in, size);
    *out = chosen;
    return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
  }

  after serve(connection& client) {
    struct free_ssl {
      void operator()(SSL* s) const { SSL_free(s); }
    };
    const std::unique_ptr<SSL, free_ssl> ssl(SSL_new(context_.get()));
    SSL_set_fd(ssl.get(), client.descriptor());
    if (SSL_accept(ssl.get()) != 1) return after::close;
    std::string request;
    char bytes[4096];
    while (request.find("\r\n\r\n") == request.npos) {
      const int count = SSL_read(ssl.get(), bytes, sizeof bytes);
      if (count <= 0) return after::close;
      request.append(bytes, static_cast<std::size_t>(count));
    }
    {
      const std::scoped_lock lock(mutex_);
      requests_.push_back(request);
    }
    SSL_write(ssl.get(), answer_.data(), static_cast<int>(answer_.size()));
    SSL_shutdown(ssl.get());
    return after::close;
  }

  struct free_context {
    void operator()(SSL_CTX* c) const { SSL_CTX_free(c); }
  };
  std::unique_ptr<SSL_CTX, free_context> context_;
  std::string answer_;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::string protocols_offered_;
  scripted_server server_;  // last: its threads use what is above
};

}  // namespace headroom::http::testing

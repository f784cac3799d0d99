#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "headroom/base/result.h"

struct ssl_st;
struct ssl_ctx_st;

namespace headroom::sim {

struct tls_files {
  std::string certificate_file;  // PEM, with what signed it behind it
  std::string key_file;          // PEM
  std::string client_ca_file;    // PEM; when given, clients must show a certificate that it vouches for
};

// One accepted connection's TLS, over a descriptor that does not block. The handshake is part of the first read.
class tls_session {
 public:
  enum class outcome : std::uint8_t { done, want_read, want_write, closed };

  tls_session(ssl_ctx_st* context, int fd);
  tls_session(tls_session&&) noexcept = default;
  tls_session& operator=(tls_session&&) noexcept = default;
  ~tls_session();

  // At most `size` bytes; `count` says how many were moved.
  [[nodiscard]] outcome read(char* into, std::size_t size, std::size_t& count);
  [[nodiscard]] outcome write(const char* from, std::size_t size, std::size_t& count);

 private:
  [[nodiscard]] outcome outcome_of(int moved, std::size_t& count) const;

  struct free_session {
    void operator()(ssl_st* s) const;
  };
  std::unique_ptr<ssl_st, free_session> session_;
};

// What the server shows to its clients and wants from them.
class tls_identity {
 public:
  // Errors name the file that cannot be used, and why.
  [[nodiscard]] static result<std::shared_ptr<const tls_identity>> load(const tls_files& files);
  [[nodiscard]] tls_session accept(int fd) const { return {context_.get(), fd}; }

 private:
  struct free_context {
    void operator()(ssl_ctx_st* c) const;
  };
  using context_ptr = std::unique_ptr<ssl_ctx_st, free_context>;

  explicit tls_identity(context_ptr context) : context_(std::move(context)) {}

  context_ptr context_;
};

}  // namespace headroom::sim

#include "aes_codec.h"

#include <memory>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <stdexcept>
#include <string_view>

#include "headroom/temporal/common/payload_bytes.h"

namespace {

constexpr int nonce_size = 12;
constexpr int tag_size = 16;
constexpr std::string_view encrypted = "binary/encrypted";

using cipher_context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

void check(int openssl_result, const char* what) {
  if (openssl_result != 1) throw std::runtime_error(std::string("encryption: ") + what + " failed");
}

// nonce, ciphertext, tag: as the encryption samples of the official SDKs have it.
std::string seal(std::string_view plain, const aes_codec::key& key) {
  std::string sealed(nonce_size + plain.size() + tag_size, '\0');
  unsigned char* const nonce = bytes(sealed);
  unsigned char* const text = nonce + nonce_size;
  int written = 0;
  check(RAND_bytes(nonce, nonce_size), "making a nonce");
  const cipher_context context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
  check(EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.data(), nonce), "the key");
  check(EVP_EncryptUpdate(context.get(), text, &written, bytes(plain), static_cast<int>(plain.size())), "encrypting");
  check(EVP_EncryptFinal_ex(context.get(), text + written, &written), "encrypting");
  check(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tag_size, text + plain.size()), "the tag");
  return sealed;
}

std::string open(std::string_view sealed, const aes_codec::key& key) {
  if (sealed.size() < nonce_size + tag_size) throw std::runtime_error("encryption: the payload is cut short");
  const std::string_view nonce = sealed.substr(0, nonce_size);
  const std::string_view text = sealed.substr(nonce_size, sealed.size() - nonce_size - tag_size);
  std::string tag(sealed.substr(sealed.size() - tag_size));
  std::string plain(text.size(), '\0');
  int written = 0;
  const cipher_context context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
  check(EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.data(), bytes(nonce)), "the key");
  check(EVP_DecryptUpdate(context.get(), bytes(plain), &written, bytes(text), static_cast<int>(text.size())),
        "decrypting");
  check(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, tag_size, tag.data()), "the tag");
  check(EVP_DecryptFinal_ex(context.get(), bytes(plain) + written, &written), "checking the tag");
  return plain;
}

}  // namespace

temporal::payload_list aes_codec::encode(temporal::payload_list payloads) const {
  for (auto& one : payloads) {
    auto sealed = temporal::make_payload(encrypted, seal(temporal::to_bytes(one), key_));
    sealed.metadata["encryption-key-id"] = key_id_;
    one = std::move(sealed);
  }
  return payloads;
}

temporal::payload_list aes_codec::decode(temporal::payload_list payloads) const {
  for (auto& one : payloads) {
    if (one.encoding() != encrypted) continue;  // written before encryption came
    if (one.metadata["encryption-key-id"] != key_id_) {
      throw std::runtime_error("encryption: the payload was written with key " + one.metadata["encryption-key-id"]);
    }
    one = temporal::payload_from_bytes(open(one.data, key_));
  }
  return payloads;
}

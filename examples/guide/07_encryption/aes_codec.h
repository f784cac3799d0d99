#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "headroom/temporal/common/payload_codec.h"

// Payloads in AES-256-GCM: the server and whoever looks into its database see only ciphertext. Search attributes and
// headers stay readable, since the server needs the first and interceptors the second.
class aes_codec : public temporal::payload_codec {
 public:
  using key = std::array<unsigned char, 32>;

  // `key_id` is written beside each payload, so that keys can be changed while old histories live.
  aes_codec(std::string key_id, const key& secret) : key_id_(std::move(key_id)), key_(secret) {}

  temporal::payload_list encode(temporal::payload_list payloads) const override;
  temporal::payload_list decode(temporal::payload_list payloads) const override;

 private:
  std::string key_id_;
  key key_;
};

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "headroom/base/result.h"

namespace headroom::cli::history {

// The lines of a file, of a gzip of one, or of stdin ("-"), read in pieces: a file may be larger than the memory.
class line_source {
 public:
  [[nodiscard]] static result<std::unique_ptr<line_source>> open(const std::string& file);
  virtual ~line_source() = default;

  // The next line without its end, good until the next call; empty at the end of the file. data_loss, `FILE:LINE: ...`:
  // a gzip that ends in the middle or is damaged; every line before that was handed out.
  [[nodiscard]] virtual result<std::optional<std::string_view>> next() = 0;

  // Lines handed out so far, and what tells them from others: their unpacked bytes and the CRC-32 of these.
  struct place {
    std::int64_t lines = 0;
    std::int64_t bytes = 0;
    std::uint32_t crc = 0;

    friend bool operator==(const place&, const place&) = default;
  };
  [[nodiscard]] virtual const place& here() const = 0;
  // How much of the file itself was read, 0 to 1; empty where its size is not known.
  [[nodiscard]] virtual std::optional<double> share_read() const = 0;
};

}  // namespace headroom::cli::history

#include "sim/gzip.h"

#include <algorithm>
#include <fmt/format.h>
#include <zlib.h>

namespace headroom::sim {
namespace {

constexpr int gzip_window_bits = 15 + 16;  // zlib's way to ask for the gzip wrapper

// zlib takes input through a pointer to non-const that it does not write to.
Bytef* input_of(std::string_view bytes) {
  return const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));  // NOLINT
}

}  // namespace

bool is_gzip(std::string_view bytes) { return bytes.starts_with("\x1f\x8b"); }

result<std::string> gunzip(std::string_view bytes, std::size_t bytes_max) {
  z_stream stream{};
  if (inflateInit2(&stream, gzip_window_bits) != Z_OK) return fail(error_code::internal, "zlib cannot start");
  stream.next_in = input_of(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string out;
  int status = Z_OK;
  while (status == Z_OK && out.size() <= bytes_max) {
    char piece[65'536];
    stream.next_out = reinterpret_cast<Bytef*>(piece);
    stream.avail_out = sizeof piece;
    status = inflate(&stream, Z_NO_FLUSH);
    out.append(piece, sizeof piece - stream.avail_out);
  }
  inflateEnd(&stream);
  if (out.size() > bytes_max) {
    return fail(error_code::resource_exhausted, fmt::format("gzip data holds more than {} bytes", bytes_max));
  }
  if (status != Z_STREAM_END) return fail(error_code::invalid_argument, "gzip data is damaged or cut");
  return out;
}

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  deflateInit2(&stream, 1, Z_DEFLATED, gzip_window_bits, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = input_of(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string gzip_of_blanks(std::int64_t bytes) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, gzip_window_bits, 8, Z_DEFAULT_STRATEGY);
  const std::string block(1 << 20, '\n');
  std::string out;
  int status = Z_OK;
  while (status != Z_STREAM_END) {
    if (stream.avail_in == 0 && bytes > 0) {
      const auto size = std::min<std::int64_t>(bytes, static_cast<std::int64_t>(block.size()));
      stream.next_in = input_of(block);
      stream.avail_in = static_cast<uInt>(size);
      bytes -= size;
    }
    char piece[65'536];
    stream.next_out = reinterpret_cast<Bytef*>(piece);
    stream.avail_out = sizeof piece;
    status = deflate(&stream, bytes > 0 || stream.avail_in > 0 ? Z_NO_FLUSH : Z_FINISH);
    out.append(piece, sizeof piece - stream.avail_out);
  }
  deflateEnd(&stream);
  return out;
}

}  // namespace headroom::sim

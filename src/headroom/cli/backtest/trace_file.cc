#include "headroom/cli/backtest/trace_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <memory>
#include <zlib.h>

#include "headroom/backtest/trace_csv.h"

namespace headroom::cli::backtest {
namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 30;
constexpr std::size_t piece_bytes = std::size_t{1} << 18;
constexpr int gzip_window = 16 + MAX_WBITS;  // "expect a gzip header"

bool is_gzip(std::string_view bytes) { return bytes.starts_with("\x1f\x8b"); }

// A zlib stream that is closed however the reading ends.
class inflater {
 public:
  inflater() { ready_ = inflateInit2(&stream_, gzip_window) == Z_OK; }
  ~inflater() {
    if (ready_) inflateEnd(&stream_);
  }
  inflater(const inflater&) = delete;
  inflater& operator=(const inflater&) = delete;

  [[nodiscard]] bool ready() const { return ready_; }
  z_stream& stream() { return stream_; }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

std::unexpected<error> damaged(std::string_view file, std::string_view read_so_far, std::string_view seen) {
  const auto line = 1 + std::count(read_so_far.begin(), read_so_far.end(), '\n');
  return fail(error_code::data_loss, fmt::format("{}:{}: saw {}, expected a whole gzip file", file, line, seen));
}

// Unpacks one member from the front of `packed` onto `out`; returns the bytes it took.
result<std::size_t> unpack_member(std::string_view packed, std::string& out, std::string_view file) {
  inflater inflate_one;
  if (!inflate_one.ready())
    return fail(error_code::resource_exhausted, fmt::format("{}: no memory to unpack it", file));
  z_stream& stream = inflate_one.stream();
  // zlib takes a mutable pointer but does not write through it.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  for (int status = Z_OK; status != Z_STREAM_END;) {
    const std::size_t used = out.size();
    if (used > most_bytes) {
      return fail(error_code::out_of_range,
                  fmt::format("{}:1: saw more than a gigabyte when unpacked, expected a trace", file));
    }
    out.resize(used + piece_bytes);
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + used);
    stream.avail_out = piece_bytes;
    status = inflate(&stream, Z_NO_FLUSH);
    out.resize(used + piece_bytes - stream.avail_out);
    if (status == Z_STREAM_END) break;
    if (status == Z_BUF_ERROR || (status == Z_OK && stream.avail_in == 0 && stream.avail_out > 0)) {
      return damaged(file, out, "a gzip file that ends in the middle");
    }
    if (status != Z_OK) {
      return damaged(file, out, fmt::format("a damaged gzip file ({})", stream.msg ? stream.msg : "no details"));
    }
  }
  return packed.size() - stream.avail_in;
}

struct file_closer {
  void operator()(std::FILE* f) const { std::fclose(f); }
};

std::unexpected<error> unreadable(const std::string& file) {
  return fail(error_code::not_found,
              fmt::format("{}:1: saw a file that cannot be read ({}), expected a CSV file or a gzip of one", file,
                          std::strerror(errno)));
}

result<std::string> read_bytes(const std::string& file) {
  const std::unique_ptr<std::FILE, file_closer> in(std::fopen(file.c_str(), "rb"));
  if (!in) return unreadable(file);
  std::string bytes;
  while (bytes.size() <= most_bytes) {
    const std::size_t used = bytes.size();
    bytes.resize(used + piece_bytes);
    const std::size_t got = std::fread(bytes.data() + used, 1, piece_bytes, in.get());
    bytes.resize(used + got);
    if (std::ferror(in.get()) != 0) return unreadable(file);
    if (got < piece_bytes) return bytes;
  }
  return fail(error_code::out_of_range, fmt::format("{}:1: saw more than a gigabyte, expected a trace", file));
}

}  // namespace

result<std::string> gunzip(std::string_view packed, std::string_view file) {
  std::string out;
  while (!packed.empty()) {
    if (!is_gzip(packed)) {
      if (packed.find_first_not_of('\0') == std::string_view::npos) break;  // padding to a block
      return damaged(file, out, "something that is no gzip after the end of one");
    }
    const auto taken = unpack_member(packed, out, file);
    if (!taken) return fail(taken.error());
    packed.remove_prefix(*taken);
  }
  return out;
}

result<headroom::backtest::trace> read_trace_file(const std::string& file) {
  auto bytes = read_bytes(file);
  if (bytes && is_gzip(*bytes)) bytes = gunzip(*bytes, file);
  if (!bytes) return fail(std::move(bytes).error());
  return headroom::backtest::parse_trace_csv(*bytes, file);
}

}  // namespace headroom::cli::backtest

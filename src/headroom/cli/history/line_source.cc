#include "headroom/cli/history/line_source.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <sys/stat.h>
#include <zlib.h>

namespace headroom::cli::history {
namespace {

constexpr std::size_t piece_bytes = std::size_t{1} << 18;
constexpr std::size_t line_bytes_max = std::size_t{1} << 20;
constexpr int gzip_window = 16 + MAX_WBITS;  // "expect a gzip header"

struct file_closer {
  void operator()(std::FILE* f) const {
    if (f != stdin) std::fclose(f);
  }
};
using open_file = std::unique_ptr<std::FILE, file_closer>;

class file_lines final : public line_source {
 public:
  file_lines(open_file in, std::string name, std::int64_t size)
      : in_(std::move(in)), name_(std::move(name)), size_(size) {}
  ~file_lines() override {
    if (packed_) inflateEnd(&stream_);
  }
  file_lines(const file_lines&) = delete;
  file_lines& operator=(const file_lines&) = delete;

  result<std::optional<std::string_view>> next() override;
  const place& here() const override { return here_; }
  std::optional<double> share_read() const override {
    return size_ > 0 ? std::optional(static_cast<double>(read_) / static_cast<double>(size_)) : std::nullopt;
  }

 private:
  std::unexpected<error> damaged(const std::string& seen) const {
    return fail(error_code::data_loss,
                fmt::format("{}:{}: saw {}, expected a whole gzip file", name_, here_.lines + 1, seen));
  }
  result<void> read_piece();
  result<void> fill();
  result<void> unpack();

  open_file in_;
  std::string name_;
  std::int64_t size_;
  std::int64_t read_ = 0;
  bool started_ = false, file_ended_ = false, packed_ = false, ended_ = false, member_open_ = false;
  z_stream stream_{};
  std::string raw_;   // bytes of the file that were not unpacked yet
  std::string text_;  // unpacked
  std::size_t at_ = 0;
  place here_;
};

result<void> file_lines::read_piece() {
  const std::size_t used = raw_.size();
  raw_.resize(used + piece_bytes);
  errno = 0;
  const std::size_t got = std::fread(raw_.data() + used, 1, piece_bytes, in_.get());
  raw_.resize(used + got);
  read_ += static_cast<std::int64_t>(got);
  if (std::ferror(in_.get()) != 0) {
    return fail(error_code::data_loss,
                fmt::format("{}:{}: cannot be read: {}", name_, here_.lines + 1, std::strerror(errno)));
  }
  file_ended_ = got < piece_bytes;
  return {};
}

// One piece more of text, or `ended_`.
result<void> file_lines::fill() {
  text_.erase(0, at_);
  at_ = 0;
  if (raw_.empty() && !file_ended_) {
    if (auto read = read_piece(); !read) return read;
  }
  if (!started_) {
    started_ = true;
    packed_ = std::string_view(raw_).starts_with("\x1f\x8b");
    if (packed_ && inflateInit2(&stream_, gzip_window) != Z_OK) {
      packed_ = false;
      return fail(error_code::resource_exhausted, fmt::format("{}: no memory to unpack it", name_));
    }
    member_open_ = packed_;
  }
  if (packed_) return unpack();
  text_ += raw_;
  raw_.clear();
  ended_ = file_ended_;
  return {};
}

result<void> file_lines::unpack() {
  if (raw_.empty()) {
    if (member_open_) return damaged("a gzip file that ends in the middle");
    ended_ = true;
    return {};
  }
  if (!member_open_) {
    if (raw_.find_first_not_of('\0') == std::string::npos) {  // padding to a block
      raw_.clear();
      return {};
    }
    inflateReset(&stream_);
    member_open_ = true;
  }
  const std::size_t used = text_.size();
  text_.resize(used + piece_bytes);
  stream_.next_in = reinterpret_cast<Bytef*>(raw_.data());
  stream_.avail_in = static_cast<uInt>(raw_.size());
  stream_.next_out = reinterpret_cast<Bytef*>(text_.data() + used);
  stream_.avail_out = piece_bytes;
  const int status = inflate(&stream_, Z_NO_FLUSH);
  text_.resize(used + piece_bytes - stream_.avail_out);
  raw_.erase(0, raw_.size() - stream_.avail_in);
  if (status == Z_STREAM_END) {
    member_open_ = false;
  } else if (status != Z_OK && status != Z_BUF_ERROR) {
    return damaged(fmt::format("a damaged gzip file ({})", stream_.msg ? stream_.msg : "no details"));
  }
  return {};
}

result<std::optional<std::string_view>> file_lines::next() {
  std::size_t end = text_.find('\n', at_);
  while (end == std::string::npos && !ended_) {
    if (text_.size() - at_ > line_bytes_max) {
      return fail(
          error_code::out_of_range,
          fmt::format("{}:{}: saw a line of more than a megabyte, expected text lines", name_, here_.lines + 1));
    }
    const std::size_t seen = text_.size() - at_;
    if (auto filled = fill(); !filled) return fail(std::move(filled).error());
    end = text_.find('\n', at_ + seen);
  }
  const bool whole = end != std::string::npos;
  if (!whole && at_ == text_.size()) return std::optional<std::string_view>();
  const std::size_t length = (whole ? end + 1 : text_.size()) - at_;
  std::string_view line = std::string_view(text_).substr(at_, length);
  at_ += length;
  here_.lines += 1;
  here_.bytes += static_cast<std::int64_t>(length);
  here_.crc = static_cast<std::uint32_t>(
      crc32(here_.crc, reinterpret_cast<const Bytef*>(line.data()), static_cast<uInt>(length)));
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return std::optional(line);
}

}  // namespace

result<std::unique_ptr<line_source>> line_source::open(const std::string& file) {
  if (file == "-") return std::make_unique<file_lines>(open_file(stdin), "stdin", 0);
  open_file in(std::fopen(file.c_str(), "rbe"));
  struct stat facts{};
  if (!in || ::fstat(::fileno(in.get()), &facts) != 0) {
    return fail(error_code::not_found, fmt::format("{}: cannot be read: {}", file, std::strerror(errno)));
  }
  if (S_ISDIR(facts.st_mode)) return fail(error_code::not_found, fmt::format("{}: is a folder, expected a file", file));
  return std::make_unique<file_lines>(std::move(in), file, S_ISREG(facts.st_mode) ? facts.st_size : 0);
}

}  // namespace headroom::cli::history

#pragma once

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <memory>
#include <stdlib.h>
#include <string>
#include <vector>
#include <zlib.h>

#include "headroom/cli/history/export.h"
#include "headroom/cli/history/import.h"
#include "headroom/store/sqlite_history.h"

namespace headroom::cli::history::testing {

inline constexpr utc_minute monday{29'459'520};  // 2026-01-05T00:00:00Z
inline constexpr std::int64_t now_ms = (29'459'520 + 30 * 1440) * std::int64_t{60'000};

// A folder of its own that goes away with the test.
class test_folder {
 public:
  test_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "headroom-history-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  test_folder(const test_folder&) = delete;
  test_folder& operator=(const test_folder&) = delete;
  ~test_folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] std::string operator/(const std::string& name) const { return (path_ / name).string(); }

  std::string write(const std::string& name, const std::string& bytes) const {
    std::ofstream(*this / name, std::ios::binary) << bytes;
    return *this / name;
  }

 private:
  std::filesystem::path path_;
};

inline std::string gzip(const std::string& text) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

inline std::unique_ptr<store::history_store> open_store(const std::string& file) {
  auto opened = store::open_sqlite_history(file, {.mode = store::open_mode::write, .now_unix_ms = now_ms, .vfs = {}});
  EXPECT_TRUE(opened) << opened.error().message;
  return opened ? std::move(*opened) : nullptr;
}

inline std::string exported(store::history_reader& from, file_format format) {
  const auto info = from.info();
  EXPECT_TRUE(info) << info.error().message;
  const auto all = store::all_columns();
  std::string text;
  const auto damage = export_rows(
      from,
      {.minutes = info->covered.value_or(store::minute_range{}), .namespaces = {}, .columns = {all.begin(), all.end()}},
      format, [&](std::string_view piece) -> result<void> {
        text += piece;
        return {};
      });
  EXPECT_TRUE(damage) << damage.error().message;
  EXPECT_EQ(damage->size(), 0u);
  return text;
}

// An import with what it complained of.
struct import_try {
  result<import_outcome> outcome;
  std::vector<std::string> complaints;
};

inline import_try import_into(store::history_store& to, const std::string& store_file, const std::string& file,
                              std::optional<namespace_id> trace_namespace = std::nullopt, std::stop_token stop = {},
                              std::function<void(std::int64_t)> progress = {}) {
  import_try out{.outcome = import_outcome{}, .complaints = {}};
  out.outcome = import_file(to, {.file = file,
                                 .format = std::nullopt,
                                 .trace_namespace = std::move(trace_namespace),
                                 .history = store_file,
                                 .now_unix_ms = now_ms,
                                 .stop = std::move(stop),
                                 .complain = [&](const std::string& line) { out.complaints.push_back(line); },
                                 .progress =
                                     [&](std::int64_t rows, std::optional<double>) {
                                       if (progress) progress(rows);
                                     }});
  return out;
}

}  // namespace headroom::cli::history::testing

#include "headroom/cli/history/import_progress.h"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <system_error>
#include <utility>

namespace headroom::cli::history {
namespace {

template <class Number>
bool take_number(std::string_view& text, Number& out) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
  if (read.ec != std::errc() || read.ptr == text.data() + text.size() || *read.ptr != ' ') return false;
  text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()) + 1);
  return true;
}

std::string entry_text(const line_source::place& place, std::string_view what) {
  return fmt::format("{} {} {} {}\n", place.lines, place.bytes, place.crc, what);
}

}  // namespace

std::optional<progress_entry> parse_progress(std::string_view line) {
  progress_entry out;
  if (!take_number(line, out.place.lines) || !take_number(line, out.place.bytes) || !take_number(line, out.place.crc)) {
    return std::nullopt;
  }
  out.what = line;
  return out;
}

import_progress::import_progress(std::filesystem::path history, std::string what)
    : file_(std::move(history) += "-imports"), what_(std::move(what)) {
  for (char& c : what_) {
    if (c == '\n') c = ' ';
  }
}

std::optional<line_source::place> import_progress::load() const {
  std::ifstream in(file_);
  std::string line;
  while (std::getline(in, line)) {
    if (auto entry = parse_progress(line); entry && entry->what == what_) return entry->place;
  }
  return std::nullopt;
}

// The others' lines stay. A new file takes the place of the old one at once, so that a crash leaves one of them.
result<void> import_progress::rewrite(const std::optional<line_source::place>& place) const {
  std::string text;
  std::ifstream in(file_);
  for (std::string line; std::getline(in, line);) {
    if (const auto entry = parse_progress(line); entry && entry->what != what_) text += line + '\n';
  }
  if (place) text += entry_text(*place, what_);
  std::error_code failed;
  if (text.empty()) {
    std::filesystem::remove(file_, failed);
  } else {
    const std::filesystem::path fresh = file_.string() + ".new";
    std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
    out << text;
    out.close();
    if (!out) failed = std::error_code(errno, std::generic_category());
    if (!failed) std::filesystem::rename(fresh, file_, failed);
  }
  if (!failed) return {};
  return fail(error_code::unavailable,
              fmt::format("{}: the import's progress could not be kept: {}", file_.string(), failed.message()));
}

result<void> import_progress::save(const line_source::place& place) const { return rewrite(place); }
result<void> import_progress::forget() const { return rewrite(std::nullopt); }

}  // namespace headroom::cli::history

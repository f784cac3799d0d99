#include "headroom/openmetrics/lenient_text.h"

#include <algorithm>

namespace headroom::openmetrics {
namespace {

constexpr std::string_view end_marker = "# EOF";

// The end of a line without the blanks after its last word. A HELP's blanks are its text, and an empty UNIT ends in
// one.
std::size_t end_of_words(std::string_view line) {
  if (line.starts_with("# HELP ") || line.starts_with("# UNIT ")) return line.size();
  return line.find_last_not_of(" \t") + 1;
}

// Two words after the labels: a value and a timestamp.
bool has_timestamp(std::string_view sample) {
  const auto labels_end = sample.rfind('}');
  const auto value =
      sample.find_first_not_of(' ', labels_end == std::string_view::npos ? sample.find(' ') : labels_end + 1);
  return value != std::string_view::npos && sample.find(' ', value) != std::string_view::npos;
}

std::size_t offset_of(const text_error& found, std::string_view text) {
  std::size_t at = 0;
  for (std::size_t line = 1; line < found.line; ++line) at = text.find('\n', at) + 1;
  return at + found.column - 1;
}

}  // namespace

lenient_text::lenient_text(std::string_view body, const scrape_options& options) : body_(body) {
  bool ended = false;
  std::size_t at = 0;
  while (at < body.size()) {
    const auto feed = body.find('\n', at);
    const auto end = std::min(feed, body.size());
    const auto line = body.substr(at, end - at);
    ended = line.substr(0, end_of_words(line)) == end_marker;
    if (feed == std::string_view::npos && !ended && options.missing_eof) {
      leave_out(at, end, tolerance::cut_last_line);
      break;
    }
    scan_line(at, end, options);
    at = end + 1;
  }
  if (!ended && options.missing_eof) {
    added_end_ = true;
    note(tolerance::missing_eof);
  }
  std::ranges::sort(used_);
  if (!edits_.empty() || added_end_) build();
}

void lenient_text::scan_line(std::size_t begin, std::size_t end, const scrape_options& options) {
  const auto line = body_.substr(begin, end - begin);
  const auto words_end = end_of_words(line);
  if (words_end == 0) {
    const bool blank = options.blank_lines && (line.empty() || options.trailing_blanks);
    if (blank) leave_out(begin, std::min(end + 1, body_.size()), tolerance::blank_lines);
    return;
  }
  if (options.repeated_lines && repeats(line)) {
    leave_out(begin, std::min(end + 1, body_.size()), tolerance::repeated_lines);
    return;
  }
  if (options.blanks_in_labels && !line.starts_with('#')) scan_labels(begin, begin + words_end);
  if (options.trailing_blanks && words_end < line.size()) leave_out(begin + words_end, end, tolerance::trailing_blanks);
}

// The same sample of the same time twice says nothing new. Without a timestamp it is an error, and so are two values.
bool lenient_text::repeats(std::string_view line) {
  return !line.starts_with('#') && has_timestamp(line) && !samples_.insert(line).second;
}

// Blanks between the braces that are not in a value.
void lenient_text::scan_labels(std::size_t begin, std::size_t end) {
  auto at = body_.substr(0, end).find('{', begin);
  bool quoted = false;
  for (; at < end; ++at) {
    const char c = body_[at];
    if (c == '\\' && quoted) {
      ++at;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == '}' && !quoted) {
      return;
    } else if (c == ' ' && !quoted) {
      leave_out(at, at + 1, tolerance::blanks_in_labels);
    }
  }
}

void lenient_text::leave_out(std::size_t begin, std::size_t end, tolerance reason) {
  edits_.push_back({begin, end - begin});
  note(reason);
}

void lenient_text::note(tolerance reason) {
  if (std::ranges::find(used_, reason) == used_.end()) used_.push_back(reason);
}

void lenient_text::build() {
  text_.reserve(body_.size() + end_marker.size() + 1);
  std::size_t at = 0;
  for (const auto& edit : edits_) {
    text_ += body_.substr(at, edit.offset - at);
    at = edit.offset + edit.length;
  }
  text_ += body_.substr(at);
  if (!added_end_) return;
  text_ += end_marker;
  text_ += '\n';
}

text_error lenient_text::trace_back(const text_error& found) const {
  std::size_t offset = offset_of(found, text());
  for (const auto& edit : edits_) {
    if (edit.offset > offset) break;
    offset += edit.length;
  }
  return locate({offset, found.message}, body_);
}

}  // namespace headroom::openmetrics

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headroom/openmetrics/raw_line.h"

namespace headroom::openmetrics {

constexpr bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Walks over one line of a body; the reference parser's only way to look at bytes.
class line_cursor {
 public:
  line_cursor(std::string_view body, line_range line) : body_(body.substr(0, line.end)), at_(line.begin) {}

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] bool done() const { return at_ == body_.size(); }
  [[nodiscard]] std::string_view rest() const { return body_.substr(at_); }
  [[nodiscard]] bool sees(char c) const { return !done() && body_[at_] == c; }

  bool take(char c) {
    if (!sees(c)) return false;
    ++at_;
    return true;
  }
  bool take(std::string_view word) {
    if (!rest().starts_with(word)) return false;
    at_ += word.size();
    return true;
  }
  // Bytes up to the first of `stops` or the end of the line.
  std::string_view take_until(std::string_view stops);
  // [a-zA-Z_] or also ':', then digits too; empty when there is none.
  std::string_view take_metric_name();
  std::string_view take_label_name();
  void skip_blanks();  // blanks and tabs, 0.0.4 only

  [[nodiscard]] std::unexpected<fault> expected(std::string_view what) const;  // "expected WHAT, found ..." here

 private:
  std::string_view take_name(bool colons);

  std::string_view body_;
  std::size_t at_ = 0;
};

[[nodiscard]] inline std::unexpected<fault> fault_at(std::size_t offset, std::string message) {
  return std::unexpected(fault{offset, std::move(message)});
}

// Label names MUST be unique within a LabelSet; names the second one that is not. Sorts, so that 100,000 labels are no
// trouble.
parsed<void> check_unique_names(const std::vector<raw_label>& labels);

parsed<raw_number> to_value(std::string_view text, std::size_t at);

}  // namespace headroom::openmetrics

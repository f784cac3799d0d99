#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "headroom/openmetrics/scrape.h"
#include "headroom/openmetrics/text_fault.h"

namespace headroom::openmetrics {

// A body with Temporal's departures taken out, so that the strict parser can read the rest. Bytes are only left out,
// never changed, so that every place in it can be traced back to the body.
class lenient_text {
 public:
  lenient_text(std::string_view body, const scrape_options& options);

  [[nodiscard]] std::string_view text() const {
    return edits_.empty() && !added_end_ ? body_ : std::string_view(text_);
  }
  [[nodiscard]] const std::vector<tolerance>& used() const { return used_; }
  // The same place in the body that was given.
  [[nodiscard]] text_error trace_back(const text_error& found) const;

 private:
  struct edit {
    std::size_t offset = 0;  // in the body
    std::size_t length = 0;
  };

  [[nodiscard]] bool repeats(std::string_view line);
  void scan_line(std::size_t begin, std::size_t end, const scrape_options& options);
  void scan_labels(std::size_t begin, std::size_t end);
  void leave_out(std::size_t begin, std::size_t end, tolerance reason);
  void note(tolerance reason);
  void build();

  std::string_view body_;
  std::string text_;
  std::vector<edit> edits_;
  std::vector<tolerance> used_;
  std::unordered_set<std::string_view> samples_;  // the lines of samples so far
  bool added_end_ = false;
};

}  // namespace headroom::openmetrics

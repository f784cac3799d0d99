#pragma once

#include <cstdint>
#include <optional>

namespace headroom::cli::history {

// "import: 1,234,567 rows, 34 %" on one line of stderr that is written over; only a terminal sees it.
class progress_line {
 public:
  progress_line();
  ~progress_line();
  progress_line(const progress_line&) = delete;
  progress_line& operator=(const progress_line&) = delete;

  void tell(const char* verb, std::int64_t rows, std::optional<double> share) const;
  // Takes the line away, so that another can be written.
  void clear() const;

 private:
  bool shown_;
};

}  // namespace headroom::cli::history

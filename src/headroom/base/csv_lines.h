#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "headroom/base/result.h"

namespace headroom {

// The lines of a CSV text with a fixed header, and errors that say where in the file they are. A byte order mark, CRLF
// and one blank line at the end are accepted. The text and the file's name must outlive it.
class csv_lines {
 public:
  csv_lines(std::string_view csv, std::string_view file);

  // The first line must be exactly this.
  [[nodiscard]] result<void> read_header(std::string_view header);

  // The next line without its end; empty after the last.
  [[nodiscard]] std::optional<std::string_view> next_row();

  // An invalid_argument for the line read last: `FILE:LINE: saw SEEN, expected EXPECTED`.
  [[nodiscard]] std::unexpected<error> bad(std::string_view seen, std::string_view expected) const;

  // Bytes from the file as a message may show them: the first sixty, harmless on a terminal, in quotes.
  [[nodiscard]] static std::string quoted(std::string_view text);

 private:
  std::string_view next_line();

  std::string_view rest_, file_;
  std::int64_t line_ = 0;
};

}  // namespace headroom

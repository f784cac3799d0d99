#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

// Shell-like globs over whole texts: `*` any run, `?` one byte, everything else itself. Linear time.
[[nodiscard]] bool glob_matches(std::string_view pattern, std::string_view text);

// The candidate with the least edit distance to `text`, if it is near enough to be a slip of the hand (at most a third
// of the letters, at least one); empty otherwise.
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view text,
                                                      std::span<const std::string_view> candidates);

// Bytes as one line that is safe on a terminal: valid printable UTF-8 stays, control bytes, DEL, C1 controls,
// bidirectional overrides and invalid bytes become \n, \t or \xHH (\u{H} for code points).
[[nodiscard]] std::string escape_for_terminal(std::string_view bytes);

// Pieces between the separators, blanks trimmed on both sides, empty pieces left out.
[[nodiscard]] std::vector<std::string> split_list(std::string_view text, char separator);

[[nodiscard]] std::string_view trim(std::string_view text);

}  // namespace headroom

#include "headroom/cli/plan/text_file.h"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <sstream>

namespace headroom::cli::plan {

result<std::string> read_text_file(const std::string& file, std::string_view expected) {
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  if (in) text << in.rdbuf();
  if (in && !text.bad()) return text.str();
  return fail(error_code::not_found, fmt::format("{}: saw a file that cannot be read ({}), expected {}", file,
                                                 errno != 0 ? std::strerror(errno) : "it is empty", expected));
}

}  // namespace headroom::cli::plan

#include "headroom/report/text_style.h"

#include <fmt/format.h>

namespace headroom::report {
namespace {

// Select Graphic Rendition, ECMA-48 8.3.117.
std::string_view code_of(look how) {
  switch (how) {
    case look::plain:
      return "";
    case look::bold:
      return "1";
    case look::dim:
      return "2";
    case look::red:
      return "31";
    case look::yellow:
      return "33";
    case look::green:
      return "32";
    case look::cyan:
      return "36";
    case look::red_bold:
      return "1;31";
    case look::yellow_bold:
      return "1;33";
    case look::green_bold:
      return "1;32";
    case look::cyan_bold:
      return "1;36";
  }
  return "";
}

}  // namespace

std::string styled(std::string_view text, look how, colour_use colours) {
  if (colours == colour_use::off || how == look::plain || text.empty()) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", code_of(how), text);
}

}  // namespace headroom::report

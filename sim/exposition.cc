#include "sim/exposition.h"

#include <charconv>
#include <cmath>

namespace headroom::sim {

void append_integer(std::string& out, std::int64_t value) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, end);
}

void append_3_decimals(std::string& out, double value) {
  if (std::isnan(value)) {
    out += "NaN";
    return;
  }
  if (value < 0) {
    out += '-';
    value = -value;
  }
  const std::int64_t thousandths = std::llround(value * 1000);
  append_integer(out, thousandths / 1000);
  const auto rest = static_cast<int>(thousandths % 1000);
  const char decimals[4] = {'.', static_cast<char>('0' + rest / 100), static_cast<char>('0' + rest / 10 % 10),
                            static_cast<char>('0' + rest % 10)};
  out.append(decimals, sizeof decimals);
}

void append_label_value(std::string& out, std::string_view value) {
  out += '"';
  for (const char c : value) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

void exposition_writer::begin_family(std::string_view name, std::string_view help) {
  text_.append("# TYPE ").append(name).append(" gauge\n# HELP ").append(name).append(" ").append(help).append("\n");
}

bool exposition_writer::sample(std::string_view name, std::string_view labels, double value) {
  if (points_max_ > 0 && points_ >= points_max_) {
    full_ = true;
    return false;
  }
  ++points_;
  text_.append(name).append("{").append(labels).append("} ");
  append_3_decimals(text_, value);
  text_ += timestamp_;
  return true;
}

}  // namespace headroom::sim

#include "headroom/openmetrics/line_cursor.h"

#include <algorithm>
#include <fmt/format.h>

#include "headroom/openmetrics/number.h"

namespace headroom::openmetrics {

std::string_view to_string(metadata_kind kind) {
  return kind == metadata_kind::type ? "TYPE" : kind == metadata_kind::help ? "HELP" : "UNIT";
}

std::string_view line_cursor::take_until(std::string_view stops) {
  const auto text = rest().substr(0, rest().find_first_of(stops));
  at_ += text.size();
  return text;
}

std::string_view line_cursor::take_name(bool colons) {
  const auto start = at_;
  while (!done()) {
    const char c = body_[at_];
    const bool fits = is_name_start(c) || (colons && c == ':') || (at_ > start && is_digit(c));
    if (!fits) break;
    ++at_;
  }
  return body_.substr(start, at_ - start);
}

std::string_view line_cursor::take_metric_name() { return take_name(true); }
std::string_view line_cursor::take_label_name() { return take_name(false); }

void line_cursor::skip_blanks() {
  while (sees(' ') || sees('\t')) ++at_;
}

std::unexpected<fault> line_cursor::expected(std::string_view what) const {
  const auto found = done() ? std::string("the end of the line") : shown(rest().substr(0, 20));
  return fault_at(at_, fmt::format("expected {}, found {}", what, found));
}

parsed<void> check_unique_names(const std::vector<raw_label>& labels) {
  std::vector<const raw_label*> order;
  order.reserve(labels.size());
  for (const auto& label : labels) order.push_back(&label);
  std::ranges::sort(order, {},
                    [](const raw_label* l) { return std::pair(std::string_view(l->label.name), l->name_at); });
  const raw_label* repeated = nullptr;
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (order[i]->label.name != order[i - 1]->label.name) continue;
    if (repeated == nullptr || order[i]->name_at < repeated->name_at) repeated = order[i];
  }
  if (repeated == nullptr) return {};
  return fault_at(repeated->name_at, fmt::format("label {} is given twice; a name may be used once in a label set",
                                                 shown(repeated->label.name)));
}

parsed<raw_number> to_value(std::string_view text, std::size_t at) {
  const auto read = read_number(text);
  if (read.fault == number_fault::none) return raw_number{text, at, read.value};
  if (read.fault == number_fault::out_of_range) {
    return fault_at(at, fmt::format("{} is beyond the range of a 64-bit float", shown(text)));
  }
  return fault_at(at, fmt::format("{} is not a number; expected one such as 17, -0.5, 1e-7, NaN or +Inf", shown(text)));
}

}  // namespace headroom::openmetrics

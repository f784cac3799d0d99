#include "headroom/openmetrics/steady_parser.h"

#include <limits>
#include <memory>

#include "headroom/openmetrics/fast_parser.h"
#include "headroom/openmetrics/strict_parser.h"

namespace headroom::openmetrics {
namespace {

// Hands everything on, and notes where each sample's line begins and its value stands.
class line_noter final : public text_handler {
 public:
  line_noter(text_handler& to, std::vector<steady_line>& lines, std::vector<double>& values,
             std::vector<double>& times_s)
      : to_(to), lines_(lines), values_(values), times_s_(times_s) {}

  void on_restart() override { to_.on_restart(); }
  void on_family(const text_family& family) override { to_.on_family(family); }
  void on_sample(const text_sample& one) override {
    lines_.push_back({one.series.data(), one.series.size() + 1});
    values_.push_back(one.value);
    times_s_.push_back(one.has_timestamp ? one.timestamp_s : std::numeric_limits<double>::quiet_NaN());
    to_.on_sample(one);
  }

 private:
  text_handler& to_;
  std::vector<steady_line>& lines_;
  std::vector<double>& values_;
  std::vector<double>& times_s_;
};

// Each line so far begins at its sample's name; stretch it back to the end of the line of the sample before.
std::string_view stretch_back(std::vector<steady_line>& lines, std::string_view text) {
  const char* begin = text.data();
  for (auto& line : lines) {
    line.length += static_cast<std::size_t>(line.text - begin);
    line.text = begin;
    const auto value_at = static_cast<std::size_t>(begin + line.length - text.data());
    begin = text.data() + text.find('\n', value_at) + 1;
  }
  return text.substr(static_cast<std::size_t>(begin - text.data()));
}

}  // namespace

steady_parser::steady_parser() : steady_parser(best_kernel()) {}
steady_parser::steady_parser(std::unique_ptr<fast_kernel> kernel) : kernel_(std::move(kernel)) {}

std::expected<steady_parser::outcome, text_error> steady_parser::read(std::string_view body, text_handler& handler) {
  if (const auto done = try_read(body, handler)) return *done;
  handler.on_restart();
  strict_parser slow;
  if (const auto good = slow.parse(body, text_format::openmetrics, handler); !good)
    return std::unexpected(good.error());
  return outcome::new_series;
}

std::optional<steady_parser::outcome> steady_parser::try_read(std::string_view body, text_handler& handler) {
  if (steady_ && follow(body)) return outcome::same_series;
  forget();
  handler.on_restart();
  if (learn(body, handler)) return outcome::new_series;
  forget();
  return std::nullopt;
}

void steady_parser::forget() {
  steady_ = false;
  lines_.clear();
  values_.clear();
  timestamps_s_.clear();
}

bool steady_parser::learn(std::string_view body, text_handler& handler) {
  text_.assign(body);
  line_noter noter(handler, lines_, values_, timestamps_s_);
  if (!text_.parse(*kernel_, noter)) return false;
  steady_ = kernel_->only_single_points();
  ending_ = stretch_back(lines_, text_.text());
  return true;
}

// The last lines are walked in a copy, since the kernel reads a little beyond them.
bool steady_parser::follow(std::string_view body) {
  const auto safe = body.size() > fast_kernel::room ? body.rfind('\n', body.size() - fast_kernel::room - 1) + 1 : 0;
  steady_walk walk{lines_.data(), lines_.data() + lines_.size(), body.data(), values_.data(), timestamps_s_.data()};
  kernel_->follow(walk, body.data() + safe);
  tail_.assign(body.substr(static_cast<std::size_t>(walk.at - body.data())));
  const auto tail = tail_.text();
  walk.at = tail.data();
  kernel_->follow(walk, std::to_address(tail.end()));
  return walk.line == walk.lines_end && tail.substr(static_cast<std::size_t>(walk.at - tail.data())) == ending_;
}

}  // namespace headroom::openmetrics

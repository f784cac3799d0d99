#include <fmt/format.h>

#include "headroom/base/text.h"
#include "headroom/cli/metrics/show.h"
#include "headroom/openmetrics/write.h"

namespace headroom::cli::metrics {
namespace {

class text_shower final : public shower {
 public:
  void on_restart() override {
    out_.clear();
    open_ = false;
  }

  void on_family(const openmetrics::text_family& one) override {
    end_family();
    open_ = true;
    const auto unit = one.unit.empty() ? std::string() : fmt::format(" in {}", one.unit);
    heading_ = fmt::format("{} ({}{}, ", one.name, to_string(one.type), unit);
    const auto help = unescaped(one.raw_help, room_);
    help_ = help.empty() ? std::string() : "  " + escape_for_terminal(help) + "\n";
    lines_.clear();
    samples_ = 0;
  }

  void on_sample(const openmetrics::text_sample& one) override {
    ++samples_;
    lines_ += "  ";
    lines_ += one.name;
    lines_ += " {";
    append_labels(one.labels);
    lines_ += "} ";
    append_numbers(one.value, one.has_timestamp ? std::optional(one.timestamp_s) : std::nullopt);
    if (one.exemplar != nullptr) {
      lines_ += ", exemplar {";
      append_labels(one.exemplar->labels);
      lines_ += "} ";
      append_numbers(one.exemplar->value, one.exemplar->timestamp_s);
    }
    lines_ += '\n';
  }

  std::string finish() override {
    end_family();
    return std::move(out_);
  }

 private:
  // Only now is the number of samples known.
  void end_family() {
    if (!open_) return;
    out_ += heading_;
    out_ += fmt::format("{} samples)\n", samples_);
    out_ += help_;
    out_ += lines_;
  }

  void append_labels(std::span<const openmetrics::text_label> labels) {
    for (std::size_t i = 0; i < labels.size(); ++i) {
      if (i > 0) lines_ += ", ";
      lines_ += labels[i].name;
      lines_ += "=\"";
      lines_ += escape_for_terminal(unescaped(labels[i].raw_value, room_));
      lines_ += '"';
    }
  }

  void append_numbers(double value, const std::optional<double>& timestamp_s) {
    openmetrics::append_number(lines_, value);
    if (!timestamp_s) return;
    lines_ += " at ";
    openmetrics::append_number(lines_, *timestamp_s);
  }

  std::string out_;
  std::string heading_;  // of the last family, as help_ and lines_
  std::string help_;
  std::string lines_;
  std::string room_;
  std::size_t samples_ = 0;
  bool open_ = false;
};

}  // namespace

std::unique_ptr<shower> make_text_shower() { return std::make_unique<text_shower>(); }

}  // namespace headroom::cli::metrics

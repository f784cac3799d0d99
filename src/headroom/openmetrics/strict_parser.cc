#include "headroom/openmetrics/strict_parser.h"

#include <string>
#include <vector>

#include "headroom/openmetrics/reference.h"

namespace headroom::openmetrics {
namespace {

std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '"') out += '\\';
    out += c == '\n' ? "\\n" : std::string_view(&c, 1);
  }
  return out;
}

// Plays what the reference reads to a handler, which wants views and texts as they would be written.
class replay final : public exposition_sink {
 public:
  explicit replay(text_handler& to) : to_(to) {}

  void on_family(const family& one) override {
    const auto help = escape(one.help);
    to_.on_family({.name = one.name, .type = one.type, .raw_help = help, .unit = one.unit});
  }
  void on_sample(sample one) override { play(one); }

 private:
  struct label_texts {
    std::vector<std::string> values;
    std::vector<text_label> views;

    explicit label_texts(const std::vector<label>& labels) {
      values.reserve(labels.size());  // the views point into it
      for (const auto& one : labels) views.push_back({one.name, values.emplace_back(escape(one.value))});
    }
  };

  void play(const sample& one) {
    const label_texts labels(one.labels);
    text_sample out{.name = one.name, .labels = labels.views, .value = one.value, .escaped = true};
    out.has_timestamp = one.timestamp_s.has_value();
    out.timestamp_s = one.timestamp_s.value_or(0);
    if (!one.exemplar) return to_.on_sample(out);
    const label_texts exemplar_labels(one.exemplar->labels);
    const text_exemplar exemplar{exemplar_labels.views, one.exemplar->value, one.exemplar->timestamp_s};
    out.exemplar = &exemplar;
    to_.on_sample(out);
  }

  text_handler& to_;
};

class nobody final : public text_handler, public exposition_sink {
 public:
  void on_restart() override {}
  void on_family(const text_family&) override {}
  void on_sample(const text_sample&) override {}
  void on_family(const family&) override {}
  void on_sample(sample) override {}
};

}  // namespace

std::expected<void, text_error> strict_parser::parse(std::string_view body, text_format format, text_handler& handler) {
  if (fast_.parse(body, format, handler)) return {};
  handler.on_restart();
  replay player(handler);
  return read_reference(body, format, player);
}

std::expected<void, text_error> strict_parser::check(std::string_view body, text_format format) {
  nobody unheard;
  if (fast_.parse(body, format, unheard)) return {};
  return read_reference(body, format, unheard);
}

}  // namespace headroom::openmetrics

#include <array>
#include <cmath>
#include <fmt/format.h>

#include "headroom/cli/metrics/show.h"
#include "headroom/openmetrics/write.h"

namespace headroom::cli::metrics {
namespace {

using openmetrics::text_label;

constexpr std::array<bool, 256> plain_characters = [] {
  std::array<bool, 256> out{};
  // 0xC2 begins U+0080 to U+009F, which move terminals as escape sequences do.
  for (std::size_t c = 0x20; c < 256; ++c) out[c] = c != '"' && c != '\\' && c != 0x7F && c != 0xC2;
  return out;
}();

// The escape of a character that is not plain; moves `i` to its last byte.
void append_escape(std::string& out, std::string_view text, std::size_t& i) {
  const auto c = static_cast<unsigned char>(text[i]);
  if (c == '"' || c == '\\') {
    out += '\\';
    out += text[i];
  } else if (c == '\n') {
    out += "\\n";
  } else if (c != 0xC2) {
    out += fmt::format("\\u{:04x}", c);
  } else if (i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) {
    out += fmt::format("\\u{:04x}", static_cast<unsigned char>(text[++i]));
  } else {
    out += text[i];
  }
}

void append_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t begin = 0;  // of what is not yet written
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (plain_characters[static_cast<unsigned char>(text[i])]) continue;
    out += text.substr(begin, i - begin);
    append_escape(out, text, i);
    begin = i + 1;
  }
  out += text.substr(begin);
  out += '"';
}

// JSON has no numbers that are not finite.
void append_value(std::string& out, double value) {
  const bool quoted = !std::isfinite(value);
  if (quoted) out += '"';
  openmetrics::append_number(out, value);
  if (quoted) out += '"';
}

class json_shower final : public shower {
 public:
  void on_restart() override {
    out_ = "[";
    families_ = 0;
  }

  void on_family(const openmetrics::text_family& one) override {
    end_family();
    out_ += families_++ > 0 ? ",\n {\"name\": " : "\n {\"name\": ";
    append_string(out_, one.name);
    out_ += ", \"type\": ";
    append_string(out_, to_string(one.type));
    out_ += ", \"help\": ";
    append_string(out_, unescaped(one.raw_help, room_));
    out_ += ", \"unit\": ";
    append_string(out_, one.unit);
    out_ += ", \"samples\": [";
    samples_ = 0;
  }

  void on_sample(const openmetrics::text_sample& one) override {
    out_ += samples_++ > 0 ? ",\n  {\"name\": " : "\n  {\"name\": ";
    append_string(out_, one.name);
    out_ += ", ";
    append_labels(one.labels);
    append_numbers(one.value, one.has_timestamp ? std::optional(one.timestamp_s) : std::nullopt);
    if (one.exemplar != nullptr) {
      out_ += ", \"exemplar\": {";
      append_labels(one.exemplar->labels);
      append_numbers(one.exemplar->value, one.exemplar->timestamp_s);
      out_ += '}';
    }
    out_ += '}';
  }

  std::string finish() override {
    end_family();
    out_ += "\n]\n";
    return std::move(out_);
  }

 private:
  void end_family() {
    if (families_ > 0) out_ += "]}";
  }

  void append_labels(std::span<const text_label> labels) {
    out_ += "\"labels\": {";
    for (std::size_t i = 0; i < labels.size(); ++i) {
      if (i > 0) out_ += ", ";
      append_string(out_, labels[i].name);
      out_ += ": ";
      append_string(out_, unescaped(labels[i].raw_value, room_));
    }
    out_ += '}';
  }

  void append_numbers(double value, const std::optional<double>& timestamp_s) {
    out_ += ", \"value\": ";
    append_value(out_, value);
    if (!timestamp_s) return;
    out_ += ", \"timestamp\": ";
    append_value(out_, *timestamp_s);
  }

  std::string out_ = "[";
  std::string room_;
  std::size_t families_ = 0;
  std::size_t samples_ = 0;  // of the last family
};

}  // namespace

std::unique_ptr<shower> make_json_shower() { return std::make_unique<json_shower>(); }

}  // namespace headroom::cli::metrics

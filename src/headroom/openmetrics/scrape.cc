#include "headroom/openmetrics/scrape.h"

#include <algorithm>
#include <array>

#include "headroom/openmetrics/lenient_text.h"
#include "headroom/openmetrics/reference.h"

namespace headroom::openmetrics {

std::string_view to_string(tolerance kind) {
  constexpr std::array<std::string_view, 6> names{"missing_eof",     "cut_last_line",    "blank_lines",
                                                  "trailing_blanks", "blanks_in_labels", "millisecond_timestamps"};
  return names[static_cast<std::size_t>(kind)];
}

std::optional<std::string_view> scraped_sample::label(std::string_view wanted) const {
  const auto found = std::ranges::find(labels, wanted, &label_view::name);
  if (found == labels.end() || found->value.empty()) return std::nullopt;
  return found->value;
}

struct scrape::storage {
  exposition body;
  std::vector<label_view> labels;
  std::vector<scraped_sample> samples;
  std::vector<scraped_family> families;
  std::vector<tolerance> used;
};

scrape::scrape(std::unique_ptr<storage> data) : data_(std::move(data)) {}
scrape::scrape(scrape&&) noexcept = default;
scrape& scrape::operator=(scrape&&) noexcept = default;
scrape::~scrape() = default;

std::span<const scraped_family> scrape::families() const { return data_->families; }
std::span<const tolerance> scrape::used() const { return data_->used; }

const scraped_family* scrape::find(std::string_view family) const {
  const auto found = std::ranges::find(data_->families, family, &scraped_family::name);
  return found == data_->families.end() ? nullptr : &*found;
}

bool scrape::possibly_cut() const {
  return std::ranges::find(data_->used, tolerance::missing_eof) != data_->used.end();
}

namespace {

// Temporal's own documents show milliseconds, its endpoint seconds. 1e11 s is the year 5138, 1e11 ms is 1973.
constexpr double first_milliseconds = 1e11;

bool to_seconds(exposition& body) {
  bool changed = false;
  for (auto& family : body.families) {
    for (auto& sample : family.samples) {
      if (!sample.timestamp_s || *sample.timestamp_s <= first_milliseconds) continue;
      *sample.timestamp_s /= 1000;
      changed = true;
    }
  }
  return changed;
}

void make_views(scrape::storage& data) {
  std::size_t labels = 0;
  std::size_t samples = 0;
  for (const auto& family : data.body.families) {
    samples += family.samples.size();
    for (const auto& sample : family.samples) labels += sample.labels.size();
  }
  // Reserved whole, since the spans below point into them.
  data.labels.reserve(labels);
  data.samples.reserve(samples);
  for (const auto& family : data.body.families) {
    const auto first_sample = data.samples.size();
    for (const auto& sample : family.samples) {
      const auto first_label = data.labels.size();
      for (const auto& label : sample.labels) data.labels.push_back({label.name, label.value});
      data.samples.push_back({.name = sample.name,
                              .labels = std::span(data.labels).subspan(first_label),
                              .value = sample.value,
                              .timestamp_s = sample.timestamp_s});
    }
    data.families.push_back({.name = family.name,
                             .type = family.type,
                             .help = family.help,
                             .samples = std::span(data.samples).subspan(first_sample)});
  }
}

}  // namespace

result<scrape> parse_temporal(std::string_view body, const scrape_options& options) {
  const lenient_text text(body, options);
  auto strict = parse_reference(text.text(), text_format::openmetrics);
  if (!strict) return fail(to_error(text.trace_back(strict.error())));
  auto data = std::make_unique<scrape::storage>();
  data->body = std::move(*strict);
  data->used = text.used();
  if (options.millisecond_timestamps && to_seconds(data->body)) data->used.push_back(tolerance::millisecond_timestamps);
  make_views(*data);
  return scrape(std::move(data));
}

}  // namespace headroom::openmetrics

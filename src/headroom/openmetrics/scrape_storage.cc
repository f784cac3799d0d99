#include "headroom/openmetrics/scrape_storage.h"

namespace headroom::openmetrics {
namespace {

// Temporal's own documents show milliseconds, its endpoint seconds. 1e11 s is the year 5138, 1e11 ms is 1973.
constexpr double first_milliseconds = 1e11;

}  // namespace

read_time time_of(double written, const scrape_options& options) {
  const bool milliseconds = options.millisecond_timestamps && written > first_milliseconds;
  return {.seconds = milliseconds ? written / 1000 : written, .was_milliseconds = milliseconds};
}

void scrape_builder::on_restart() {
  to_.unescaped.clear();
  to_.labels.clear();
  to_.samples.clear();
  to_.families.clear();
  labels_of_.clear();
  samples_of_.clear();
  milliseconds_ = false;
}

std::string_view scrape_builder::kept(std::string_view raw, bool escaped) {
  if (escaped && raw.find('\\') != std::string_view::npos) return to_.unescaped.emplace_back(unescape(raw));
  return incoming_ == texts::lasting ? raw : std::string_view(to_.unescaped.emplace_back(raw));
}

void scrape_builder::on_family(const text_family& family) {
  to_.families.push_back({.name = kept(family.name, false), .type = family.type, .help = kept(family.raw_help, true)});
  samples_of_.push_back(0);
}

void scrape_builder::on_sample(const text_sample& sample) {
  for (const auto& label : sample.labels) {
    to_.labels.push_back({kept(label.name, false), kept(label.raw_value, sample.escaped)});
  }
  labels_of_.push_back(sample.labels.size());
  ++samples_of_.back();
  auto& out = to_.samples.emplace_back(scraped_sample{.name = kept(sample.name, false), .value = sample.value});
  if (!sample.has_timestamp) return;
  const auto time = time_of(sample.timestamp_s, options_);
  milliseconds_ = milliseconds_ || time.was_milliseconds;
  out.timestamp_s = time.seconds;
}

void scrape_builder::finish() {
  const label_view* label = to_.labels.data();
  for (std::size_t i = 0; i < to_.samples.size(); ++i) {
    to_.samples[i].labels = {label, labels_of_[i]};
    label += labels_of_[i];
  }
  const scraped_sample* sample = to_.samples.data();
  for (std::size_t i = 0; i < to_.families.size(); ++i) {
    to_.families[i].samples = {sample, samples_of_[i]};
    sample += samples_of_[i];
  }
  if (milliseconds_) to_.used.push_back(tolerance::millisecond_timestamps);
}

}  // namespace headroom::openmetrics

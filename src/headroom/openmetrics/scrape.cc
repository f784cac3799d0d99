#include "headroom/openmetrics/scrape.h"

#include <algorithm>
#include <array>

#include "headroom/openmetrics/lenient_text.h"
#include "headroom/openmetrics/scrape_ending.h"
#include "headroom/openmetrics/scrape_storage.h"
#include "headroom/openmetrics/strict_parser.h"

namespace headroom::openmetrics {

std::string_view to_string(tolerance kind) {
  constexpr std::array<std::string_view, 7> names{"missing_eof",           "cut_last_line",    "blank_lines",
                                                  "trailing_blanks",       "blanks_in_labels", "repeated_lines",
                                                  "millisecond_timestamps"};
  return names[static_cast<std::size_t>(kind)];
}

std::optional<std::string_view> scraped_sample::label(std::string_view wanted) const {
  const auto found = std::ranges::find(labels, wanted, &label_view::name);
  if (found == labels.end() || found->value.empty()) return std::nullopt;
  return found->value;
}

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

// Nearly every body is as it should be but for its end, which is looked at here; the slips within lines cost a walk
// over all of it, and only where there are some.
bool read_straight(std::string_view body, const scrape_options& options, scrape::storage& data) {
  const auto ending = ending_of(body);
  if (!ending.marked && !options.missing_eof) return false;
  note_tolerances(body, ending, data.used);
  data.text.assign(ending.whole_lines, ending.marked ? "" : end_mark);
  scrape_builder builder(data, options, scrape_builder::texts::lasting);
  if (!data.text.parse(*best_kernel(), builder)) return false;
  builder.finish();
  return true;
}

result<void> read_with_slips(std::string_view body, const scrape_options& options, scrape::storage& data) {
  const lenient_text text(body, options);
  strict_parser parser;
  data.used = text.used();
  scrape_builder builder(data, options, scrape_builder::texts::passing);
  if (const auto good = parser.parse(text.text(), text_format::openmetrics, builder); !good) {
    return fail(to_error(text.trace_back(good.error())));
  }
  builder.finish();
  return {};
}

}  // namespace

result<scrape> parse_temporal(std::string_view body, const scrape_options& options) {
  auto data = std::make_unique<scrape::storage>();
  if (read_straight(body, options, *data)) return scrape(std::move(data));
  data = std::make_unique<scrape::storage>();
  if (const auto good = read_with_slips(body, options, *data); !good) return fail(good.error());
  return scrape(std::move(data));
}

}  // namespace headroom::openmetrics

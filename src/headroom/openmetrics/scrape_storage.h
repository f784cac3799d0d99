#pragma once

#include <deque>
#include <string>
#include <vector>

#include "headroom/openmetrics/padded_text.h"
#include "headroom/openmetrics/scrape.h"
#include "headroom/openmetrics/text_views.h"

namespace headroom::openmetrics {

// What a scrape's views point to: its own text, and what had to be unescaped.
struct scrape::storage {
  padded_text text;
  std::deque<std::string> unescaped;  // never moves its strings
  std::vector<label_view> labels;
  std::vector<scraped_sample> samples;
  std::vector<scraped_family> families;
  std::vector<tolerance> used;
};

// A timestamp as a scrape gives it: in seconds, whatever the endpoint wrote.
struct read_time {
  double seconds = 0;
  bool was_milliseconds = false;
};
[[nodiscard]] read_time time_of(double written, const scrape_options& options);

// Fills a storage from a parser. Views that come in must last (or `copies` is set, for a parser whose views do not).
class scrape_builder final : public text_handler {
 public:
  enum class texts : bool { lasting, passing };

  scrape_builder(scrape::storage& to, const scrape_options& options, texts incoming)
      : to_(to), options_(options), incoming_(incoming) {}

  void on_restart() override;
  void on_family(const text_family& family) override;
  void on_sample(const text_sample& sample) override;
  // After the last sample: only now do labels and samples stay where they are.
  void finish();

 private:
  std::string_view kept(std::string_view raw, bool escaped);

  scrape::storage& to_;
  scrape_options options_;
  texts incoming_;
  std::vector<std::size_t> labels_of_;   // per sample
  std::vector<std::size_t> samples_of_;  // per family
  bool milliseconds_ = false;
};

}  // namespace headroom::openmetrics

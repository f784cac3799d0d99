// The hot loop of the fast parser. It is compiled once for each instruction set: this file is included in a namespace
// that has the primitives block, name_length, ascii_watch, label_hash, series_hash and the readers of numbers.
// What lies on the way of every sample is inlined into one loop, and what is rare is kept out of it.

#include "headroom/openmetrics/fast_text.inl.h"
// These need the leaves above.
#include "headroom/openmetrics/fast_labels.inl.h"
// The exemplars need the labels.
#include "headroom/openmetrics/fast_exemplars.inl.h"
#include "headroom/openmetrics/steady_walk.inl.h"

class kernel final : public fast_kernel {
 public:
  void reset(text_handler& handler, text_format format) override {
    handler_ = &handler;
    prometheus_ = format == text_format::prometheus;
    families_.reset(handler, format);
    points_.reset(format);
    labels_.reset(format);
    exemplars_.reset();
    watch_ = {};
    only_single_points_ = true;
    long_lines_ = 0;
    name_ = {};
    head_ = {};
    last_timestamp_ = {};
  }

  progress run(const char* at, const char* stop) override {
    stop_ = stop;
    while (at < stop) {
      if (*at == '#') {
        const auto line = metadata(at);
        at += line.text.size() + 1;
        name_ = {};
        head_ = {};
        if (line.text == "# EOF") return at == stop && finish() ? progress::ended : progress::doubt;
        if (!families_.add_metadata(line)) return progress::doubt;
      } else if (*at == '\n' && prometheus_) {
        ++at;
      } else {
        const char* const begin = at;
        at = sample(at);
        if (at == nullptr) return progress::doubt;
        if (at - begin <= short_line && plain_) at = short_lines(at, stop);
      }
    }
    return progress::more;
  }

  [[nodiscard]] bool finish() override { return points_.finish() && families_.finish(); }
  [[nodiscard]] bool all_ascii() const override {
    return labels_.all_ascii() && exemplars_.all_ascii() && watch_.all_ascii();
  }
  [[nodiscard]] bool only_single_points() const override { return only_single_points_; }

  void follow(steady_walk& walk, const char* stop) const override { follow_lines(walk, stop); }

 private:
  static constexpr std::ptrdiff_t short_line = 48;

  metadata_line metadata(const char* at) {
    metadata_line line;
    std::size_t length = 0;
    for (;; length += 32) {
      const auto bytes = block::load(at + length);
      watch_.look_at(bytes);
      const auto feeds = bytes.where('\n');
      line.escapes = line.escapes || bytes.where('"', '\\', '"') != 0;
      if (feeds == 0) continue;
      length += static_cast<std::size_t>(std::countr_zero(feeds));
      break;
    }
    line.text = {at, length};
    const char* const name = at + metadata_line::name_at;
    if (length > metadata_line::name_at) line.name = {name, static_cast<std::size_t>(name_end(name) - name)};
    return line;
  }

  // Where lines are short and alike, many of them at once.
  [[gnu::always_inline]] const char* short_lines(const char* at, const char* stop) {
    if (long_lines_ > 0) {
      --long_lines_;
      return at;
    }
    const bool alike = head_.length != 0 && labels_.has_only_a_plain_one() && head_.is_at(at);
    const bool bare = !alike && families_.has_no_metadata() && !sample_.escaped;
    const char* const end = bare ? bare_lines(at, stop) : alike ? one_label_lines(at, stop) : at;
    constexpr int pause = 16;  // so that trying in vain costs little
    if (end == at) long_lines_ = pause;
    return end;
  }
  bool short_tail(const char* at, const char* end);
  const char* one_label_lines(const char* at, const char* stop);
  const char* bare_lines(const char* at, const char* stop);
  [[nodiscard]] std::string_view short_timestamp() const;

  [[gnu::always_inline]] const char* sample(const char* at) {
    const char* const begin = at;
    bool labelled = true;
    if (head_.length != 0 && head_.is_at(at)) [[likely]] {
      at += head_.length;
    } else {
      const auto head = other_head(at);
      if (head.end == nullptr) return nullptr;
      at = head.end;
      labelled = head.labelled;
    }
    std::uint64_t metric = families_.salt();
    if (labelled) [[likely]] {
      at = labels_.rest(at, metric);
      if (at == nullptr) return nullptr;
    }
    if (*at != ' ') return nullptr;
    sample_.series = {begin, static_cast<std::size_t>(at - begin)};
    sample_.labels = labelled ? labels_.labels() : std::span<const text_label>();
    sample_.escaped = labelled && labels_.escaped();
    const auto value = read_value(at + 1, stop_);
    if (value.end == nullptr) return nullptr;
    at = value.end;
    sample_.value = value.value;
    std::string_view timestamp;
    sample_.exemplar = nullptr;
    if (*at == ' ' && at[1] != '#') {
      const auto time = this->timestamp(at + 1);
      if (time.end == nullptr) return nullptr;
      timestamp = {at + 1, static_cast<std::size_t>(time.end - at - 1)};
      sample_.timestamp_s = time.value;
      at = time.end;
    }
    sample_.has_timestamp = !timestamp.empty();
    if (*at == ' ') {
      at = exemplars_.read(at + 1, stop_, labels_);
      if (at == nullptr) return nullptr;
      sample_.exemplar = &exemplars_.exemplar();
    }
    if (!place(metric, timestamp, labelled)) return nullptr;
    handler_->on_sample(sample_);
    return at + 1;
  }

  struct head_scan {
    const char* end;  // after the first label's =", or after all when there are no labels; null for doubt
    bool labelled;
  };

  // A name, and with it a first label, that are not those of the line before.
  [[gnu::noinline]] head_scan other_head(const char* at) {
    const char* const begin = at;
    if (name_.length != 0 && name_.is_at(at) && (at[name_.length] == '{' || at[name_.length] == ' ')) {
      at += name_.length;
    } else {
      at = other_name(at);
      if (at == nullptr) return {nullptr, false};
    }
    head_ = {};
    if (*at != '{') return {at, false};
    if (at[1] == '}') return {at + 2, false};
    at = labels_.name(at + 1, 0);
    if (at != nullptr) head_ = {begin, static_cast<std::size_t>(at - begin)};
    return {at, true};
  }

  const char* other_name(const char* at) {
    const char* end = name_end(at);
    if (end == at || is_digit(*at)) return nullptr;
    name_ = {at, static_cast<std::size_t>(end - at)};
    sample_.name = name_.view();
    if (!families_.add_sample_name(sample_.name)) return nullptr;
    plain_ = families_.plain();
    buckets_ = families_.role() == sample_role::bucket;
    if (families_.changed() && !points_.start_family(plain_ ? metric_type::unknown : families_.type())) return nullptr;
    labels_.set_special(families_.distinct_label(), families_.barred_label());
    return end;
  }

  // All samples of a scrape tend to have the same time, written in the same way.
  [[gnu::always_inline]] read_result timestamp(const char* at) {
    const auto length = last_timestamp_.length;
    if (length != 0 && last_timestamp_.is_at(at) && (at[length] == '\n' || at[length] == ' ')) [[likely]] {
      return {at + length, last_timestamp_s_};
    }
    return other_timestamp(at);
  }

  [[gnu::noinline]] read_result other_timestamp(const char* at) {
    const auto read = prometheus_ ? read_milliseconds(at) : read_time(at, stop_);
    if (read.end == nullptr) return read;
    last_timestamp_ = {at, static_cast<std::size_t>(read.end - at)};
    last_timestamp_s_ = read.value;
    return read;
  }

  // Whether the sample may stand where it does.
  [[gnu::always_inline]] bool place(std::uint64_t metric, std::string_view timestamp, bool labelled) {
    if (plain_ && metric != points_.last_metric() && sample_.exemplar == nullptr) [[likely]] {
      points_.add_plain(metric, last_timestamp_s_, timestamp);
      return true;
    }
    if (buckets_ && labelled && labels_.has_distinct() && sample_.exemplar == nullptr) {
      if (points_.add_expected_bucket(metric, sample_.value, timestamp, labels_.distinct())) return true;
    }
    return place_in_point(metric, timestamp, labelled);
  }

  [[gnu::noinline]] bool place_in_point(std::uint64_t metric, std::string_view timestamp, bool labelled) {
    // In 0.0.4 a series has one line, and there are no exemplars.
    if (prometheus_ && plain_) return false;
    only_single_points_ = false;
    const bool has_distinct = labelled && labels_.has_distinct();
    return points_.add(families_, {.metric = metric,
                                   .value = sample_.value,
                                   .timestamp_s = last_timestamp_s_,
                                   .timestamp = timestamp,
                                   .distinct = has_distinct ? labels_.distinct() : std::string_view(),
                                   .has_distinct = has_distinct,
                                   .has_exemplar = sample_.exemplar != nullptr,
                                   .exemplar_value = exemplars_.exemplar().value});
  }

  text_handler* handler_ = nullptr;
  const char* stop_ = nullptr;
  fast_families families_;
  fast_points points_;
  label_reader labels_;
  exemplar_reader exemplars_;
  ascii_watch watch_;  // of metadata
  text_sample sample_;
  known_text name_;  // of the last sample
  known_text head_;  // its name and its first label's name; empty when it had no labels
  known_text last_timestamp_;
  double last_timestamp_s_ = 0;
  bool prometheus_ = false;
  bool plain_ = true;
  bool buckets_ = false;  // the lines of this name are buckets
  bool only_single_points_ = true;
  int long_lines_ = 0;  // lines to go before short ones are looked for again
};

#include "headroom/openmetrics/fast_short_lines.inl.h"

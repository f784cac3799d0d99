// Short lines, of which a body may have half a million: where they begin is taken from the line feeds of 64 bytes at
// once, so that no line waits for the one before it, and what is the same in all of them is set only once. Included by
// fast_kernel.inl.h, whose state it works on; whatever is a little different is left to the way of all lines.

// The places of the next line feeds.
class feed_walk {
 public:
  explicit feed_walk(const char* at) { look_from(at); }

  // The end of the line that begins at `at`, where the one before ended; null when that is more than 64 bytes away.
  [[gnu::always_inline]] const char* line_end(const char* at) {
    if (feeds_ == 0) look_from(at);
    if (feeds_ == 0) return nullptr;
    const char* const end = base_ + std::countr_zero(feeds_);
    feeds_ &= feeds_ - 1;
    return end;
  }

 private:
  [[gnu::always_inline]] void look_from(const char* at) {
    base_ = at;
    feeds_ = block::load(at).where('\n') | std::uint64_t{block::load(at + 32).where('\n')} << 32U;
  }

  const char* base_ = nullptr;
  std::uint64_t feeds_ = 0;
};

// A value, and with it the same timestamp as the last one or none, up to the line's end. False: not so.
[[gnu::always_inline]] inline bool kernel::short_tail(const char* at, const char* end) {
  sample_.has_timestamp = false;
  const auto digit = static_cast<unsigned>(*at - '0');
  if (at + 1 == end && digit < 10) [[likely]] {
    sample_.value = digit;
    return true;
  }
  const auto value = read_value(at, stop_);
  if (value.end == nullptr) return false;
  sample_.value = value.value;
  if (value.end == end) return true;
  const auto length = last_timestamp_.length;
  if (length == 0 || value.end + 1 + length != end || !last_timestamp_.is_at(value.end + 1)) return false;
  sample_.has_timestamp = true;
  sample_.timestamp_s = last_timestamp_s_;
  return true;
}

// Lines of one label whose name and label's name are the last line's. To the first line that is not of this kind.
[[gnu::noinline]] inline const char* kernel::one_label_lines(const char* at, const char* stop) {
  feed_walk feeds(at);
  const char* const begin = at;
  const auto head = head_;
  const auto label = labels_.only();
  const auto salt = families_.salt();
  auto metric = points_.last_metric();
  points_.note_first_metric();
  sample_.labels = labels_.labels();
  sample_.escaped = false;
  sample_.exemplar = nullptr;
  for (const char* end = nullptr; at < stop; at = end + 1) {
    end = feeds.line_end(at);
    if (end == nullptr || end >= stop || !head.is_at(at)) break;
    const char* const value = at + head.length;
    auto hash = salt;
    const auto length = labels_.only_value(label, value, hash);
    if (length == label_reader::bad || value[length + 1] != '}' || value[length + 2] != ' ' || hash == metric) break;
    if (!short_tail(value + length + 3, end)) break;
    metric = hash;
    points_.note_metric(metric);
    sample_.series = {at, static_cast<std::size_t>(value + length + 2 - at)};
    handler_->on_sample(sample_);
  }
  if (at != begin) points_.keep_plain(metric, last_timestamp_s_, short_timestamp());
  return at;
}

// Lines that each are a family of its own, with the labels of the last line or none as there. To the first line that is
// not of this kind.
[[gnu::noinline]] inline const char* kernel::bare_lines(const char* at, const char* stop) {
  feed_walk feeds(at);
  const char* const begin = at;
  const auto name_length = sample_.name.size();
  const known_text labels(sample_.series.data() + name_length, sample_.series.size() - name_length);
  const auto metric = points_.last_metric() - families_.salt();
  sample_.exemplar = nullptr;
  for (const char* end = nullptr; at < stop; at = end + 1) {
    end = feeds.line_end(at);
    if (end == nullptr || end >= stop || static_cast<unsigned>((*at | 0x20) - 'a') > 'z' - 'a') break;
    const auto length = block::load(at).name_length();
    const char* const name_end = at + length;
    const char* const labels_end = name_end + labels.length;
    if (length >= 32 || !labels.is_at(name_end) || *labels_end != ' ' || !short_tail(labels_end + 1, end)) break;
    const std::string_view name(at, length);
    sample_.name = name;
    sample_.series = {at, static_cast<std::size_t>(labels_end - at)};
    families_.add_bare_name(name);
    handler_->on_sample(sample_);
  }
  if (at == begin) return at;
  name_ = {sample_.name.data(), sample_.name.size()};
  head_ = {};
  points_.start_family(metric_type::unknown);
  points_.add_plain(metric + families_.salt(), last_timestamp_s_, short_timestamp());
  return at;
}

inline std::string_view kernel::short_timestamp() const {
  return sample_.has_timestamp ? last_timestamp_.view() : std::string_view();
}

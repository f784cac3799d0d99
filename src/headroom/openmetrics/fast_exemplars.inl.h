// Exemplars: everything after a sample's value and timestamp. Included by fast_kernel.inl.h.

class exemplar_reader {
 public:
  // From '#' to the line feed. Null for doubt.
  const char* read(const char* at, const char* stop, label_reader& values) {
    if (at[0] != '#' || at[1] != ' ' || at[2] != '{') return nullptr;
    at = labels(at + 3, values);
    if (at == nullptr || *at != ' ') return nullptr;
    const auto value = read_value(at + 1, stop);
    if (value.end == nullptr) return nullptr;
    exemplar_.value = value.value;
    exemplar_.timestamp_s.reset();
    if (*value.end == '\n') return value.end;
    const auto time = read_time(value.end + 1, stop);
    if (time.end == nullptr || *time.end != '\n') return nullptr;
    exemplar_.timestamp_s = time.value;
    return time.end;
  }

  void reset() { watch_ = {}; }
  [[nodiscard]] bool all_ascii() const { return watch_.all_ascii(); }
  [[nodiscard]] const text_exemplar& exemplar() const { return exemplar_; }

 private:
  static constexpr std::size_t most_characters = 128;

  const char* labels(const char* at, label_reader& values) {
    std::size_t count = 0;
    std::size_t characters = 0;
    for (; *at != '}'; ++count) {
      if (count > 0 && *at++ != ',') return nullptr;
      const char* end = at;
      if (!is_name_start(*end) || *end == '_') return nullptr;
      while (is_name_char(*end)) ++end;
      const std::string_view name(at, static_cast<std::size_t>(end - at));
      if (end[0] != '=' || end[1] != '"') return nullptr;
      label_hash unused(seed_of(0));
      const auto length = values.value(end + 2, unused, watch_);
      if (length == label_reader::bad) return nullptr;
      const std::string_view raw(end + 2, length);
      const bool escaped = raw.contains('\\');
      characters += name.size() + (escaped ? count_code_points(unescape(raw)) : count_code_points(raw));
      // Names take a character at least, so that this also bounds the labels.
      if (characters > most_characters || !is_new(hash_text(name, 0), count)) return nullptr;
      if (count == labels_.size()) labels_.resize(std::max<std::size_t>(8, count * 2));
      labels_[count] = {name, raw};
      at = end + 3 + length;
    }
    exemplar_.labels = {labels_.data(), count};
    return at + 1;
  }

  bool is_new(std::uint64_t id, std::size_t count) {
    ids_[count] = id;
    for (std::size_t i = 0; i < count; ++i) {
      if (ids_[i] == id) return false;
    }
    return true;
  }

  text_exemplar exemplar_;
  std::vector<text_label> labels_;
  std::array<std::uint64_t, most_characters> ids_{};
  ascii_watch watch_;
};

// The labels of a sample: names, values, and the hash that tells series apart. Included by fast_kernel.inl.h.

// A text that is expected to come again.
struct known_text {
  const char* at = nullptr;
  std::size_t length = 0;
  std::uint32_t mask = 0;  // of its first 32 bytes

  known_text() = default;
  known_text(const char* text, std::size_t size) : at(text), length(size), mask(size < 32 ? (1U << size) - 1 : ~0U) {}

  [[nodiscard]] std::string_view view() const { return {at, length}; }
  // Reads up to 64 bytes of either text, and beyond those only where all before were equal: then the line goes on.
  [[nodiscard]] [[gnu::always_inline]] bool is_at(const char* text) const {
    if (length <= 32) return (~block::load(text).equal(block::load(at)) & mask) == 0;
    if (length <= 64) {
      const auto end = length - 32;
      return (block::load(text).equal(block::load(at)) & block::load(text + end).equal(block::load(at + end))) == ~0U;
    }
    return same_text(text, at, length);
  }
};

class label_reader {
 public:
  void reset(text_format format) {
    prometheus_ = format == text_format::prometheus;
    watch_ = {};
    entries_ = 0;
    new_names_ = false;
  }
  // The label that tells the samples of one point apart, and the one that must not be there; empty for none.
  void set_special(std::string_view distinct, std::string_view barred) {
    const bool special = !distinct.empty() || !barred.empty();
    if (!special && !special_) return;
    special_ = special;
    distinct_name_ = distinct;
    barred_name_ = barred;
    for (std::size_t i = 0; i < entries_; ++i) entry_[i].kind = kind_of(name_of(entry_[i]));
  }

  // The first label's name with =", which the next sample's most likely is too.
  [[nodiscard]] std::size_t first_length() const { return entry_.front().text.length; }

  // The i-th label's name: to after =". Null for doubt.
  [[gnu::always_inline]] const char* name(const char* at, std::size_t i) {
    if (i < entries_ && entry_[i].text.is_at(at)) [[likely]] {
      return at + entry_[i].text.length;
    }
    return new_name(at, i);
  }

  // From after the first label's name to after the closing brace; adds to the hash of the sample's Metric. Null for
  // doubt.
  [[gnu::always_inline]] const char* rest(const char* at, std::uint64_t& metric) {
    series_hash hash;
    auto watch = watch_;
    escaped_ = false;
    has_distinct_ = false;
    std::size_t i = 0;
    for (;;) {
      label_hash label(entry_[i].seed);
      const auto length = value(at, label, watch);
      if (length == bad) return nullptr;
      labels_[i].raw_value = {at, length};
      if (entry_[i].kind == label_kind::plain) [[likely]] {
        if (length != 0) hash.add(label);
      } else if (!special_label(i)) {
        return nullptr;
      }
      at += length + 1;
      ++i;
      if (*at != ',') break;
      at = name(at + 1, i);
      if (at == nullptr) return nullptr;
    }
    if (*at != '}') return nullptr;
    watch_ = watch;
    count_ = i;
    metric += hash.value();
    if (new_names_ && !names_are_unique()) return nullptr;
    return at + 1;
  }

  // A sample's only label, whose name is known and no special one.
  struct only_label {
    label_seed seed;
    text_label* out;
  };
  [[nodiscard]] only_label only() { return {entry_.front().seed, &labels_.front()}; }
  // The length of its value, or `bad`, also for one with escapes.
  [[gnu::always_inline]] std::size_t only_value(const only_label& only, const char* at, std::uint64_t& metric) {
    label_hash label(only.seed);
    const auto first = block::load(at);
    watch_.look_at(first);
    const auto length = static_cast<std::size_t>(std::countr_zero(first.where('"', '\\', '\n')));
    if (at[length] != '"') return bad;
    only.out->raw_value = {at, length};
    label.absorb(first.first(length));
    label.finish(length);
    series_hash hash;
    hash.add(label);
    if (length != 0) metric += hash.value();
    return length;
  }
  [[nodiscard]] bool has_only_a_plain_one() const {
    return count_ == 1 && !escaped_ && entry_.front().kind == label_kind::plain;
  }

  [[nodiscard]] std::span<const text_label> labels() const { return {labels_.data(), count_}; }
  [[nodiscard]] bool escaped() const { return escaped_; }  // some value has a backslash in it
  [[nodiscard]] bool all_ascii() const { return watch_.all_ascii(); }

  // Of the label that tells the samples of a point apart.
  [[nodiscard]] bool has_distinct() const { return has_distinct_; }
  [[nodiscard]] std::string_view distinct() const { return distinct_; }

  // The length of a label's value, up to its closing quote; `bad` for doubt. Nearly always it is short and plain.
  [[gnu::always_inline]] std::size_t value(const char* at, label_hash& hash, ascii_watch& watch) {
    const auto first = block::load(at);
    watch.look_at(first);
    const auto length = static_cast<std::size_t>(std::countr_zero(first.where('"', '\\', '\n')));
    if (at[length] == '"') [[likely]] {
      hash.absorb(first.first(length));
      hash.finish(length);
      return length;
    }
    const auto found = long_value(at, hash);
    hash = found.hash;
    watch.look_at(found.watch);
    return found.length;
  }

  static constexpr std::size_t bad = ~std::size_t{0};

 private:
  enum class label_kind : std::uint8_t { plain, distinct, barred };

  // A label's name as the last sample had it in this place; the next sample's most likely has it too, and then neither
  // its characters nor its being unique have to be looked at again.
  struct entry {
    known_text text;  // with ="
    label_seed seed{};
    std::uint64_t id = 0;
    label_kind kind = label_kind::plain;
  };

  static std::string_view name_of(const entry& one) { return {one.text.at, one.text.length - 2}; }

  [[nodiscard]] label_kind kind_of(std::string_view label) const {
    if (!special_) return label_kind::plain;
    if (label == distinct_name_) return label_kind::distinct;
    return label == barred_name_ ? label_kind::barred : label_kind::plain;
  }

  bool special_label(std::size_t i) {
    const auto raw = labels_[i].raw_value;
    if (entry_[i].kind == label_kind::barred) return raw.empty();
    has_distinct_ = true;
    distinct_ = raw;
    return true;
  }

  [[gnu::noinline]] const char* new_name(const char* at, std::size_t i) {
    const char* end = at;
    if (!is_name_start(*end) || *end == '_') return nullptr;
    while (is_name_char(*end)) ++end;
    if (end[0] != '=' || end[1] != '"') return nullptr;
    const std::string_view name(at, static_cast<std::size_t>(end - at));
    if (i == entry_.size()) {
      entry_.resize(std::max<std::size_t>(16, i * 2));
      labels_.resize(entry_.size());
    }
    const auto id = hash_text(name, 0);
    entry_[i] = {.text = {at, name.size() + 2}, .seed = seed_of(id), .id = id, .kind = kind_of(name)};
    labels_[i].name = name;
    entries_ = i + 1;
    new_names_ = true;
    return end + 2;
  }

  [[gnu::noinline]] bool names_are_unique() {
    new_names_ = false;
    if (count_ > 32) {
      many_names_.clear();
      for (std::size_t i = 0; i < count_; ++i) many_names_.insert(entry_[i].id);
      return many_names_.all_differ();
    }
    for (std::size_t i = 1; i < count_; ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (entry_[i].id == entry_[j].id) return false;
      }
    }
    return true;
  }

  struct long_value_scan {
    std::size_t length;
    label_hash hash;
    ascii_watch watch;
  };

  // Everything by value, so that the caller's variables can stay in registers.
  [[gnu::noinline]] long_value_scan long_value(const char* at, label_hash seed) {
    long_value_scan out{.length = 0, .hash = seed, .watch = {}};
    escape_finder finder;
    bool undefined = false;
    for (;; out.length += 32) {
      const auto bytes = block::load(at + out.length);
      out.watch.look_at(bytes);
      const auto quotes = bytes.where('"');
      const auto backslashes = bytes.where('\\');
      const auto escaped = finder.escaped(backslashes);
      const auto stops = quotes & ~escaped;
      const auto inside = stops == 0 ? ~0U : below_lowest(stops);
      if ((bytes.where('\n') & inside) != 0) return {bad, seed, {}};
      escaped_ |= (backslashes & inside) != 0;
      undefined |= (escaped & inside & ~(quotes | backslashes | bytes.where('n'))) != 0;
      if (stops != 0) {
        const auto rest = static_cast<std::size_t>(std::countr_zero(stops));
        out.length += rest;
        out.hash.absorb(bytes.first(rest));
        break;
      }
      out.hash.absorb(bytes);
    }
    out.hash.finish(out.length);
    if (undefined && prometheus_) return {bad, seed, {}};  // there, every backslash must be escaped
    if (undefined) out.hash = rehash({at, out.length}, seed);
    return out;
  }

  // "'\\a' is equivalent and preferable to '\a'": such a value is hashed as if it had been written that way.
  [[gnu::noinline]] label_hash rehash(std::string_view value, label_hash hash) {
    canonical_.clear();
    for (std::size_t i = 0; i < value.size(); ++i) {
      canonical_ += value[i];
      if (value[i] != '\\') continue;
      const char next = value[++i];
      if (next != 'n' && next != '"' && next != '\\') canonical_ += '\\';
      canonical_ += next;
    }
    const auto length = canonical_.size();
    canonical_.append(32, '\0');
    std::size_t at = 0;
    for (; length - at >= 32; at += 32) hash.absorb(block::load(canonical_.data() + at));
    hash.absorb(block::load(canonical_.data() + at).first(length - at));
    hash.finish(length);
    return hash;
  }

  std::vector<entry> entry_;
  std::vector<text_label> labels_;
  std::size_t entries_ = 0;
  std::size_t count_ = 0;  // of the last sample
  bool new_names_ = false;
  bool escaped_ = false;
  bool special_ = false;
  bool prometheus_ = false;
  ascii_watch watch_;
  bool has_distinct_ = false;
  std::string_view distinct_;
  std::string_view distinct_name_;
  std::string_view barred_name_;
  hash_set many_names_;
  std::string canonical_;
};

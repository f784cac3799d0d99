// The hot loop of the fast parser. It is compiled once for each instruction set: this file is included in a namespace
// that has the primitives block, ascii_watch, label_hash, series_hash and read_plain_number.

#include "headroom/openmetrics/fast_text.inl.h"
#include "headroom/openmetrics/steady_walk.inl.h"

class kernel final : public fast_kernel {
 public:
  void reset(text_handler& handler, text_format format) override {
    handler_ = &handler;
    prometheus_ = format == text_format::prometheus;
    families_.reset(handler, format);
    points_.reset();
    watch_ = {};
    only_single_points_ = true;
    entries_ = 0;
    last_name_ = {};
    last_timestamp_ = {};
  }

  progress run(const char* at, const char* stop) override {
    stop_ = stop;
    while (at < stop) {
      if (*at == '#') {
        const auto* feed = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(stop - at)));
        const std::string_view line(at, static_cast<std::size_t>(feed - at));
        at = feed + 1;
        last_name_ = {};
        if (line == "# EOF")
          return at == stop && points_.finish() && families_.finish() ? progress::ended : progress::doubt;
        if (!families_.add_metadata(line)) return progress::doubt;
      } else if (*at == '\n' && prometheus_) {
        ++at;
      } else {
        at = sample(at);
        if (at == nullptr) return progress::doubt;
      }
    }
    return progress::more;
  }

  [[nodiscard]] bool finish() override { return points_.finish() && families_.finish(); }
  [[nodiscard]] bool all_ascii() const override { return watch_.all_ascii(); }
  [[nodiscard]] bool only_single_points() const override { return only_single_points_; }

  void follow(steady_walk& walk, const char* stop) const override { follow_lines(walk, stop); }

 private:
  enum class label_kind : std::uint8_t { plain, distinct, barred };

  // A label's name as the last sample had it in this place; the next sample's most likely has it too, and then neither
  // its characters nor its being unique have to be looked at again.
  struct entry {
    const char* text = nullptr;
    std::size_t length = 0;  // with ="
    label_kind kind = label_kind::plain;
    std::uint64_t id = 0;
    label_seed seed{};
  };

  struct value_scan {
    std::size_t length = 0;
    bool escaped = false;
    bool good = true;
  };

  const char* sample(const char* at) {
    const char* const begin = at;
    at = name(at);
    if (at == nullptr) return nullptr;
    facts_.metric = families_.salt();
    facts_.has_distinct = false;
    sample_.escaped = false;
    std::size_t count = 0;
    if (*at == '{') {
      at = labels(at + 1, count);
      if (at == nullptr) return nullptr;
    }
    sample_.labels = {labels_.data(), count};
    if (*at != ' ') return nullptr;
    sample_.series = {begin, static_cast<std::size_t>(at - begin)};
    at = number(at + 1, facts_.value);
    if (at == nullptr) return nullptr;
    facts_.has_exemplar = false;
    facts_.timestamp = {};
    if (*at == ' ' && at[1] != '#') {
      at = timestamp(at + 1);
      if (at == nullptr) return nullptr;
    }
    if (*at == ' ') {
      at = exemplar(at + 1);
      if (at == nullptr) return nullptr;
    }
    if (!place()) return nullptr;
    deliver();
    return at + 1;
  }

  bool place() {
    if (plain_ && facts_.metric != points_.last_metric() && !facts_.has_exemplar) [[likely]] {
      return points_.add_plain(facts_.metric, facts_.timestamp_s, facts_.timestamp);
    }
    // In 0.0.4 a series has one line, and there are no exemplars.
    if (prometheus_) return false;
    only_single_points_ = false;
    return points_.add(families_, facts_);
  }

  void deliver() {
    sample_.value = facts_.value;
    sample_.has_timestamp = !facts_.timestamp.empty();
    sample_.timestamp_s = facts_.timestamp_s;
    sample_.exemplar = facts_.has_exemplar ? &exemplar_ : nullptr;
    handler_->on_sample(sample_);
  }

  const char* name(const char* at) {
    const auto length = last_name_.size();
    if (length != 0 && same_text(at, std::to_address(last_name_.begin()), length) &&
        (at[length] == '{' || at[length] == ' ')) [[likely]] {
      sample_.name = {at, length};
      return at + length;
    }
    return other_name(at);
  }

  const char* other_name(const char* at) {
    const char* end = at;
    if (!is_name_start(*end) && *end != ':') return nullptr;
    while (is_name_char(*end) || *end == ':') ++end;
    last_name_ = {at, static_cast<std::size_t>(end - at)};
    sample_.name = last_name_;
    if (!families_.add_sample_name(last_name_)) return nullptr;
    plain_ = families_.plain();
    const auto ruled_as = plain_ ? metric_type::unknown : families_.type();
    if (families_.changed() && !points_.start_family(ruled_as)) return nullptr;
    const bool special = !families_.distinct_label().empty() || !families_.barred_label().empty();
    if (special || special_) {
      for (std::size_t i = 0; i < entries_; ++i) entry_[i].kind = kind_of({entry_[i].text, entry_[i].length - 2});
    }
    special_ = special;
    return end;
  }

  [[nodiscard]] label_kind kind_of(std::string_view label) const {
    if (label == families_.distinct_label()) return label_kind::distinct;
    return label == families_.barred_label() ? label_kind::barred : label_kind::plain;
  }

  // From after the brace to after the closing one.
  const char* labels(const char* at, std::size_t& count) {
    if (*at == '}') return at + 1;
    series_hash hash;
    bool new_names = false;
    std::size_t i = 0;
    for (;; ++i, ++at) {
      if (i < entries_ && same_text(at, entry_[i].text, entry_[i].length)) [[likely]] {
        at += entry_[i].length;
      } else {
        at = new_label_name(at, i);
        if (at == nullptr) return nullptr;
        new_names = true;
      }
      label_hash label(entry_[i].seed);
      const auto value = scan_value(at, label);
      if (!value.good) return nullptr;
      labels_[i].raw_value = {at, value.length};
      sample_.escaped |= value.escaped;
      if (entry_[i].kind == label_kind::plain) [[likely]] {
        if (value.length != 0) hash.add(label);
      } else if (!special_label(i, value)) {
        return nullptr;
      }
      at += value.length + 1;
      if (*at != ',') break;
    }
    if (*at != '}') return nullptr;
    count = i + 1;
    facts_.metric += hash.value();
    if (new_names && !names_are_unique(count)) return nullptr;
    return at + 1;
  }

  bool special_label(std::size_t i, const value_scan& value) {
    if (entry_[i].kind == label_kind::barred) return value.length == 0;
    facts_.has_distinct = true;
    facts_.distinct = labels_[i].raw_value;
    facts_.distinct_escaped = value.escaped;
    return true;
  }

  const char* new_label_name(const char* at, std::size_t i) {
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
    entry_[i] = {.text = at, .length = name.size() + 2, .kind = kind_of(name), .id = id, .seed = seed_of(id)};
    labels_[i].name = name;
    entries_ = i + 1;
    return end + 2;
  }

  bool names_are_unique(std::size_t count) {
    if (count > 32) {
      many_names_.clear();
      for (std::size_t i = 0; i < count; ++i) {
        if (!many_names_.insert(entry_[i].id)) return false;
      }
      return true;
    }
    for (std::size_t i = 1; i < count; ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (entry_[i].id == entry_[j].id) return false;
      }
    }
    return true;
  }

  // A label's value up to its closing quote; nearly always it is short and without escapes.
  value_scan scan_value(const char* at, label_hash& hash) {
    const auto first = block::load(at);
    const auto quotes = first.where('"');
    const auto others = first.where('\\') | first.where('\n');
    watch_.look_at(first);
    if (quotes != 0 && (below_lowest(quotes) & others) == 0) [[likely]] {
      const auto length = static_cast<std::size_t>(std::countr_zero(quotes));
      hash.absorb(first.first(length));
      hash.finish(length);
      return {.length = length};
    }
    return scan_long_value(at, hash);
  }

  value_scan scan_long_value(const char* at, label_hash& hash) {
    const auto seed = hash;
    escape_finder finder;
    value_scan out;
    bool undefined = false;
    for (;; out.length += 32) {
      const auto bytes = block::load(at + out.length);
      watch_.look_at(bytes);
      const auto quotes = bytes.where('"');
      const auto backslashes = bytes.where('\\');
      const auto escaped = finder.escaped(backslashes);
      const auto stops = quotes & ~escaped;
      const auto inside = stops == 0 ? ~0U : below_lowest(stops);
      if ((bytes.where('\n') & inside) != 0) return {.good = false};
      out.escaped |= (backslashes & inside) != 0;
      undefined |= (escaped & inside & ~(quotes | backslashes | bytes.where('n'))) != 0;
      if (stops != 0) {
        const auto rest = static_cast<std::size_t>(std::countr_zero(stops));
        out.length += rest;
        hash.absorb(bytes.first(rest));
        break;
      }
      hash.absorb(bytes);
    }
    hash.finish(out.length);
    if (undefined && prometheus_) return {.good = false};  // there, every backslash must be escaped
    if (undefined) rehash({at, out.length}, hash = seed);
    return out;
  }

  // "'\\a' is equivalent and preferable to '\a'": such a value is hashed as if it had been written that way.
  void rehash(std::string_view value, label_hash& hash) {
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
  }

  const char* number(const char* at, double& value) {
    const auto plain = read_plain_number(at);
    if (plain.length != 0) [[likely]] {
      value = plain.value;
      return at + plain.length;
    }
    const auto token = take_number(at, stop_);
    value = token.value;
    return token.end;
  }

  // All samples of a scrape tend to have the same time, written in the same way.
  const char* timestamp(const char* at) {
    const auto length = last_timestamp_.size();
    if (length != 0 && same_text(at, std::to_address(last_timestamp_.begin()), length) &&
        (at[length] == '\n' || at[length] == ' ')) [[likely]] {
      facts_.timestamp = last_timestamp_;
      facts_.timestamp_s = last_timestamp_s_;
      return at + length;
    }
    const char* end =
        prometheus_ ? read_milliseconds(at, facts_.timestamp_s) : read_time(at, stop_, facts_.timestamp_s);
    if (end == nullptr) return nullptr;
    last_timestamp_ = facts_.timestamp = {at, static_cast<std::size_t>(end - at)};
    last_timestamp_s_ = facts_.timestamp_s;
    return end;
  }

  // From '#' to the line feed.
  const char* exemplar(const char* at) {
    if (at[0] != '#' || at[1] != ' ' || at[2] != '{') return nullptr;
    at = exemplar_labels(at + 3);
    if (at == nullptr || *at != ' ') return nullptr;
    at = number(at + 1, exemplar_.value);
    if (at == nullptr) return nullptr;
    exemplar_.timestamp_s.reset();
    if (*at == ' ') {
      double seconds = 0;
      at = read_time(at + 1, stop_, seconds);
      if (at == nullptr || *at != '\n') return nullptr;
      exemplar_.timestamp_s = seconds;
    }
    facts_.has_exemplar = true;
    facts_.exemplar_value = exemplar_.value;
    return at;
  }

  const char* exemplar_labels(const char* at) {
    constexpr std::size_t most_characters = 128;
    std::size_t count = 0;
    std::size_t characters = 0;
    // Names take a character at least. NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): zeros would take time
    std::array<std::uint64_t, most_characters> ids;
    for (; *at != '}'; ++count) {
      if (count > 0 && *at++ != ',') return nullptr;
      const char* end = at;
      if (!is_name_start(*end) || *end == '_') return nullptr;
      while (is_name_char(*end)) ++end;
      const std::string_view name(at, static_cast<std::size_t>(end - at));
      if (end[0] != '=' || end[1] != '"') return nullptr;
      label_hash unused(seed_of(0));
      const auto value = scan_value(end + 2, unused);
      if (!value.good) return nullptr;
      const std::string_view raw(end + 2, value.length);
      characters += name.size() + (value.escaped ? count_code_points(unescape(raw)) : count_code_points(raw));
      if (characters > most_characters) return nullptr;
      ids[count] = hash_text(name, 0);
      for (std::size_t i = 0; i < count; ++i) {
        if (ids[i] == ids[count]) return nullptr;
      }
      if (count == exemplar_labels_.size()) exemplar_labels_.resize(std::max<std::size_t>(8, count * 2));
      exemplar_labels_[count] = {name, raw};
      at = end + 3 + value.length;
    }
    exemplar_.labels = {exemplar_labels_.data(), count};
    return at + 1;
  }

  text_handler* handler_ = nullptr;
  const char* stop_ = nullptr;
  fast_families families_;
  fast_points points_;
  fast_sample_facts facts_;
  text_sample sample_;
  text_exemplar exemplar_;
  std::vector<entry> entry_;
  std::vector<text_label> labels_;
  std::vector<text_label> exemplar_labels_;
  std::size_t entries_ = 0;
  hash_set many_names_;
  std::string canonical_;
  std::string_view last_name_;
  std::string_view last_timestamp_;
  double last_timestamp_s_ = 0;
  ascii_watch watch_;
  bool prometheus_ = false;
  bool plain_ = true;
  bool only_single_points_ = true;
  bool special_ = false;
};

// The kernel's primitives in plain C++, which compilers turn into what the processor has. Included in a namespace.

struct block {
  std::array<std::uint8_t, 32> bytes;

  static block load(const char* at) {
    block out{};
    std::memcpy(out.bytes.data(), at, 32);
    return out;
  }
  // Bit i is set when byte i is c.
  [[nodiscard]] std::uint32_t where(char c) const {
    std::uint32_t out = 0;
    for (std::size_t i = 0; i < 32; ++i)
      out |= static_cast<std::uint32_t>(bytes[i] == static_cast<std::uint8_t>(c)) << i;
    return out;
  }
  [[nodiscard]] std::uint32_t where(char a, char b, char c) const { return where(a) | where(b) | where(c); }
  // How many characters of a metric's name it begins with: letters, digits, '_' and ':'.
  [[nodiscard]] std::size_t name_length() const {
    const auto in_name = [](std::uint8_t c) { return is_name_char(static_cast<char>(c)) || c == ':'; };
    return static_cast<std::size_t>(std::ranges::find_if_not(bytes, in_name) - bytes.begin());
  }
  [[nodiscard]] std::uint32_t equal(const block& other) const {
    std::uint32_t out = 0;
    for (std::size_t i = 0; i < 32; ++i) out |= static_cast<std::uint32_t>(bytes[i] == other.bytes[i]) << i;
    return out;
  }
  // The first n bytes, n <= 32, and zeros after them.
  [[nodiscard]] block first(std::size_t n) const {
    block out{};
    std::memcpy(out.bytes.data(), bytes.data(), n);
    return out;
  }
};

// Remembers whether any byte was beyond ASCII.
struct ascii_watch {
  block seen{};

  void look_at(const block& b) {
    for (std::size_t i = 0; i < 32; ++i) seen.bytes[i] |= b.bytes[i];
  }
  void look_at(const ascii_watch& other) { look_at(other.seen); }
  [[nodiscard]] bool all_ascii() const {
    return std::ranges::all_of(seen.bytes, [](std::uint8_t b) { return b < 0x80; });
  }
};

using label_seed = std::uint64_t;

inline label_seed seed_of(std::uint64_t name_hash) { return name_hash; }

// The hash of a label: its name's seed and its value block by block.
struct label_hash {
  std::uint64_t state;

  explicit label_hash(label_seed seed) : state(seed) {}
  void absorb(const block& b) {
    state = hash_text({reinterpret_cast<const char*>(b.bytes.data()), b.bytes.size()}, state);
  }
  // The length tells apart texts that differ only in the zeros at their ends.
  void finish(std::size_t length) { state = detail::folded_product(state ^ length, 0x9e3779b97f4a7c15); }
};

// The sum over a series' labels, since their order does not count.
struct series_hash {
  std::uint64_t sum = 0;

  void add(const label_hash& label) { sum += label.state ^ label.state >> 32U; }
  [[nodiscard]] std::uint64_t value() const { return sum; }
};

// Digits with at most one point and at most 15 characters in all, ended by a blank or a line feed: nearly every number.
// Such a mantissa is below 2^53 and its power of ten exact, so that one division rounds correctly (Clinger 1990).
struct plain_number {
  double value;
  std::uint32_t length;  // 0: not of this kind
};

inline plain_number read_plain_number(const char* at) {
  static constexpr std::array<double, 16> powers{1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  std::int64_t whole = 0;
  std::uint32_t digits = 0;
  std::uint32_t point = 16;
  std::uint32_t length = 0;
  for (; length < 16; ++length) {
    const char c = at[length];
    if (is_digit(c)) {
      whole = whole * 10 + (c - '0');
      ++digits;
    } else if (c == '.' && point == 16) {
      point = length;
    } else {
      break;
    }
  }
  if (length == 16 || digits == 0 || (at[length] != ' ' && at[length] != '\n')) return {0, 0};
  const std::uint32_t fraction = point == 16 ? 0 : length - 1 - point;
  return {static_cast<double>(whole) / powers[fraction], length};
}

// There is no faster way than number.h's.
inline const char* read_long_number(const char*, double&) { return nullptr; }

// The kernel's primitives with AVX2, BMI and AES instructions. Included in a namespace, in a region compiled for them.

// 32 bytes of the body.
struct block {
  __m256i bytes;

  static block load(const char* at) { return {_mm256_loadu_si256(reinterpret_cast<const __m256i*>(at))}; }
  // Bit i is set when byte i is c.
  [[nodiscard]] std::uint32_t where(char c) const {
    return static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(c))));
  }
  [[nodiscard]] std::uint32_t where(char a, char b, char c) const {
    const auto either =
        _mm256_or_si256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(a)), _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(b)));
    const auto any = _mm256_or_si256(either, _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(c)));
    return static_cast<std::uint32_t>(_mm256_movemask_epi8(any));
  }
  [[nodiscard]] std::uint32_t equal(block other) const {
    return static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, other.bytes)));
  }
  // How many characters of a metric's name it begins with: letters, digits, '_' and ':'. Each half of a byte selects a
  // set of the other half's values.
  [[nodiscard]] std::size_t name_length() const {
    constexpr char ten = 1;   // 0 to A: digits and ':', P to Z
    constexpr char most = 2;  // 1 to F: A to O
    constexpr char last = 4;  // F: '_'
    const auto high_sets =
        _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 0, 0, ten, most, ten | last, most, ten, 0, 0, 0, 0, 0, 0, 0, 0));
    const auto low_sets = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(ten, ten | most, ten | most, ten | most, ten | most, ten | most, ten | most, ten | most,
                      ten | most, ten | most, ten | most, most, most, most, most, most | last));
    const auto nibble = _mm256_set1_epi8(15);
    const auto high = _mm256_shuffle_epi8(high_sets, _mm256_and_si256(_mm256_srli_epi16(bytes, 4), nibble));
    const auto low = _mm256_shuffle_epi8(low_sets, _mm256_and_si256(bytes, nibble));
    const auto others = _mm256_cmpeq_epi8(_mm256_and_si256(high, low), _mm256_setzero_si256());
    return static_cast<std::size_t>(std::countr_zero(static_cast<std::uint32_t>(_mm256_movemask_epi8(others))));
  }
  // The first n bytes, n <= 32, and zeros after them.
  [[nodiscard]] block first(std::size_t n) const {
    alignas(32) static constexpr std::array<std::uint8_t, 64> ones_then_zeros = [] {
      std::array<std::uint8_t, 64> out{};
      for (std::size_t i = 0; i < 32; ++i) out[i] = 0xFF;
      return out;
    }();
    return {_mm256_and_si256(bytes, load(reinterpret_cast<const char*>(ones_then_zeros.data()) + 32 - n).bytes)};
  }
};

// Remembers whether any byte was beyond ASCII.
struct ascii_watch {
  __m256i seen{};

  void look_at(block b) { seen = _mm256_or_si256(seen, b.bytes); }
  void look_at(ascii_watch other) { seen = _mm256_or_si256(seen, other.seen); }
  [[nodiscard]] bool all_ascii() const { return _mm256_movemask_epi8(seen) == 0; }
};

// The hash of a label: its name's seed and its value block by block. Two AES rounds a block and two at the end spread
// every bit over all; with fewer, the differences between numbered names are sums of a few table entries, and names
// meet. A series' hash is the sum over its labels, since their order does not count.
using label_seed = __m128i;

inline label_seed seed_of(std::uint64_t name_hash) {
  const std::uint64_t spread = name_hash * 0x9e3779b97f4a7c15;
  return _mm_set_epi64x(static_cast<long long>(spread), static_cast<long long>(name_hash));
}

struct label_hash {
  __m128i state;

  explicit label_hash(label_seed seed) : state(seed) {}
  void absorb(block b) {
    const auto low = _mm256_castsi256_si128(b.bytes);
    const auto high = _mm256_extracti128_si256(b.bytes, 1);
    // Each half has a round of its own before they meet. With one round for both, texts that differ in a few digits
    // across the halves were squeezed into four bytes, and a hundred thousand of them met.
    const auto first = _mm_aesenc_si128(_mm_xor_si128(state, low), state);
    const auto second = _mm_aesenc_si128(high, state);
    state = _mm_aesenc_si128(first, second);
  }
  // The length tells apart texts that differ only in the zeros at their ends.
  void finish(std::size_t length) {
    state = _mm_xor_si128(state, _mm_cvtsi64_si128(static_cast<long long>(length)));
    state = _mm_aesenc_si128(state, state);
    state = _mm_aesenc_si128(state, state);
  }
};

struct series_hash {
  __m128i sum{};

  void add(const label_hash& label) { sum = _mm_add_epi64(sum, label.state); }
  [[nodiscard]] std::uint64_t value() const { return static_cast<std::uint64_t>(_mm_cvtsi128_si64(sum)); }
};

// Digits with at most one point and at most 15 characters in all, ended by a blank or a line feed: nearly every number.
// Such a mantissa is below 2^53 and its power of ten exact, so that one division rounds correctly (Clinger 1990).
struct plain_number {
  double value;
  std::uint32_t length;  // 0: not of this kind
};

struct digit_shuffles {
  // [length][place of the point, or length]: moves the digits to the right end of 16 bytes, leaving the point out.
  alignas(16) std::array<std::array<std::array<std::uint8_t, 16>, 16>, 16> table{};
};

inline constexpr digit_shuffles shuffles = [] {
  digit_shuffles out{};
  for (std::size_t length = 0; length < 16; ++length) {
    for (std::size_t point = 0; point < 16; ++point) {
      auto& row = out.table[length][point];
      row.fill(0x80);
      std::size_t to = 16;
      for (std::size_t from = length; from > 0; --from) {
        if (from - 1 != point) row[--to] = static_cast<std::uint8_t>(from - 1);
      }
    }
  }
  return out;
}();

// The value of 16 digits, given as numbers from 0 to 9.
inline std::uint64_t value_of_digits(__m128i digits) {
  const auto pairs = _mm_maddubs_epi16(digits, _mm_set1_epi16(0x010A));
  const auto fours = _mm_madd_epi16(pairs, _mm_set1_epi32(0x00010064));
  const auto packed = _mm_packus_epi32(fours, fours);
  const auto eights = _mm_madd_epi16(packed, _mm_set1_epi32(0x00012710));
  const auto halves = static_cast<std::uint64_t>(_mm_cvtsi128_si64(eights));
  return (halves & 0xFFFFFFFFU) * 100000000U + (halves >> 32U);
}

inline plain_number read_plain_number(const char* at) {
  static constexpr std::array<double, 16> powers{1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  const auto text = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  const auto ends = _mm_or_si128(_mm_cmpeq_epi8(text, _mm_set1_epi8(' ')), _mm_cmpeq_epi8(text, _mm_set1_epi8('\n')));
  const auto end_mask = static_cast<std::uint32_t>(_mm_movemask_epi8(ends));
  const std::uint32_t length = std::countr_zero(end_mask | 0x10000U);
  if (length == 16) return {0, 0};
  const auto digits = _mm_sub_epi8(text, _mm_set1_epi8('0'));
  const auto is_digit = _mm_cmpeq_epi8(_mm_min_epu8(digits, _mm_set1_epi8(9)), digits);
  const std::uint32_t inside = (1U << length) - 1;
  const auto digit_mask = static_cast<std::uint32_t>(_mm_movemask_epi8(is_digit)) & inside;
  const auto other = digit_mask ^ inside;  // must be the point alone, or nothing
  const std::uint32_t point = std::min<std::uint32_t>(std::countr_zero(other | 0x10000U), length);
  const bool good = digit_mask != 0 && (other & (other - 1)) == 0 && (other == 0 || at[point] == '.');
  if (!good) return {0, 0};
  const auto order = _mm_load_si128(reinterpret_cast<const __m128i*>(shuffles.table[length][point].data()));
  const auto whole = value_of_digits(_mm_shuffle_epi8(digits, order));
  const auto mantissa = static_cast<double>(static_cast<std::int64_t>(whole));
  // A branch, since numbers of one kind tend to stand together, and the rules wait for a count's value.
  if (other == 0) return {mantissa, length};
  return {mantissa / powers[length - 1 - point], length};
}

// The value of up to four digits at the beginning of a word, given as numbers from 0 to 9. What follows them is shifted
// out, so that nothing branches on how many there are.
inline std::uint32_t value_of_few(std::uint32_t digits, std::uint32_t count) {
  const auto aligned = static_cast<std::uint32_t>(std::uint64_t{digits} << (32 - 8 * count));
  const std::uint32_t pairs = (aligned & 0x0F0F0F0FU) * 2561U >> 8U;
  return (pairs & 0x00FF00FFU) * 6553601U >> 16U;
}

// Any real number of up to 19 digits within 32 bytes, to the nearest double: where it ends, or null for what is none or
// longer. The bytes behind the point are taken from one place further on, so that the digits stand together.
[[gnu::always_inline]] inline const char* read_long_number(const char* at, double& value) {
  const bool negative = *at == '-';
  at += negative || *at == '+' ? 1 : 0;
  const auto zeros = _mm256_set1_epi8('0');
  const auto raw = _mm256_sub_epi8(block::load(at).bytes, zeros);
  const auto is_digit_mask = _mm256_cmpeq_epi8(_mm256_min_epu8(raw, _mm256_set1_epi8(9)), raw);
  const auto others = ~static_cast<std::uint32_t>(_mm256_movemask_epi8(is_digit_mask));
  const std::uint32_t whole = std::countr_zero(others);
  const bool pointed = at[whole] == '.';
  const std::uint32_t digits_end = pointed ? std::countr_zero(others & (others - 1)) : whole;
  const std::uint32_t count = pointed ? digits_end - 1 : digits_end;
  if (count - 1 >= 19 || digits_end >= 32) return nullptr;
  alignas(32) static constexpr std::array<std::uint8_t, 32> places = [] {
    std::array<std::uint8_t, 32> out{};
    for (std::size_t i = 0; i < 32; ++i) out[i] = static_cast<std::uint8_t>(i);
    return out;
  }();
  const auto before_point = _mm256_cmpgt_epi8(_mm256_set1_epi8(static_cast<char>(whole)),
                                              block::load(reinterpret_cast<const char*>(places.data())).bytes);
  const auto digits = _mm256_blendv_epi8(_mm256_sub_epi8(block::load(at + 1).bytes, zeros), raw, before_point);
  alignas(16) static constexpr std::array<std::uint8_t, 32> to_the_right = [] {
    std::array<std::uint8_t, 32> out{};
    for (std::size_t i = 0; i < 32; ++i) out[i] = static_cast<std::uint8_t>(i < 16 ? 0x80 : i - 16);
    return out;
  }();
  const auto first_count = std::min<std::uint32_t>(count, 16);
  const auto order = _mm_loadu_si128(reinterpret_cast<const __m128i*>(to_the_right.data() + first_count));
  auto mantissa = value_of_digits(_mm_shuffle_epi8(_mm256_castsi256_si128(digits), order));
  const auto rest = static_cast<std::uint32_t>(_mm_cvtsi128_si32(_mm256_extracti128_si256(digits, 1)));
  static constexpr std::array<std::uint64_t, 4> powers{1, 10, 100, 1000};
  mantissa = mantissa * powers[count - first_count] + value_of_few(rest, count - first_count);
  std::int32_t exponent = 0;
  std::uint32_t end = digits_end;
  if (at[end] == 'e' || at[end] == 'E') {
    const bool below = at[end + 1] == '-';
    end += below || at[end + 1] == '+' ? 2 : 1;
    const std::uint32_t exponent_digits = std::countr_zero(others >> end);
    if (exponent_digits - 1 >= 3) return nullptr;
    std::uint32_t word = 0;
    std::memcpy(&word, at + end, sizeof word);
    const auto size = static_cast<std::int32_t>(value_of_few(word - 0x30303030U, exponent_digits));
    exponent = below ? -size : size;
    end += exponent_digits;
  }
  if (at[end] != ' ' && at[end] != '\n') return nullptr;
  exponent -= static_cast<std::int32_t>(count - std::min(count, whole));
  if (!nearest_double(mantissa, exponent, value)) return nullptr;
  value = std::bit_cast<double>(std::bit_cast<std::uint64_t>(value) ^ static_cast<std::uint64_t>(negative) << 63U);
  return at + end;
}

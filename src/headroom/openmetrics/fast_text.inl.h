// Leaves of the fast kernel: bits, escapes, equal texts, numbers, times. Included by fast_kernel.inl.h.

// Bits below the lowest set one.
inline std::uint32_t below_lowest(std::uint32_t mask) { return (mask - 1) & ~mask; }

// Which bytes of a block are escaped by a backslash before them, with the state carried from block to block. Runs of
// backslashes are paired off by one addition (Langdale and Lemire, "Parsing gigabytes of JSON per second", 2019).
struct escape_finder {
  std::uint32_t carry = 0;

  std::uint32_t escaped(std::uint32_t backslashes) {
    constexpr std::uint32_t even = 0x55555555;
    backslashes &= ~carry;
    const std::uint32_t follows = backslashes << 1U | carry;
    const std::uint32_t odd_starts = backslashes & ~even & ~follows;
    std::uint32_t even_ends = 0;
    carry = __builtin_add_overflow(odd_starts, backslashes, &even_ends) ? 1U : 0U;
    return (even ^ even_ends << 1U) & follows;
  }
};

// Reading 32 bytes from either is safe as long as those before were equal: then the line goes on.
inline bool same_text(const char* a, const char* b, std::size_t n) {
  while (n >= 32) {
    if (block::load(a).equal(block::load(b)) != ~0U) return false;
    a += 32;
    b += 32;
    n -= 32;
  }
  const std::uint32_t wanted = (1U << n) - 1;
  return (block::load(a).equal(block::load(b)) & wanted) == wanted;
}

// To after the name's characters, colons included.
inline const char* name_end(const char* at) {
  for (;; at += 32) {
    const auto length = block::load(at).name_length();
    if (length < 32) return at + length;
  }
}

// A number that ends with a blank or a line feed.
struct read_result {
  const char* end;  // null for what is none
  double value;
};

// What is no number, as everyone writes it.
inline read_result read_word(const char* at) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const auto is = [&](std::string_view word) {
    const char after = at[word.size()];
    return std::string_view(at, word.size()) == word && (after == ' ' || after == '\n');
  };
  if (is("NaN")) return {at + 3, std::numeric_limits<double>::quiet_NaN()};
  if (is("+Inf")) return {at + 4, infinity};
  if (is("-Inf")) return {at + 4, -infinity};
  return {nullptr, 0};
}

[[gnu::noinline]] inline read_result read_odd_value(const char* at, const char* stop) {
  double value = 0;
  if (*at == 'N' || at[1] == 'I') {
    if (const auto word = read_word(at); word.end != nullptr) return word;
  }
  if (const char* end = read_long_number(at, value); end != nullptr) return {end, value};
  if (const char* end = read_many_digits(at, value); end != nullptr) return {end, value};
  const auto token = take_number(at, stop);
  return {token.end, token.value};
}

[[gnu::always_inline]] inline read_result read_value(const char* at, const char* stop) {
  // The second byte first: it foretells better, since some numbers have a sign.
  const auto digit = static_cast<unsigned>(*at - '0');
  if ((at[1] == '\n' || at[1] == ' ') && digit < 10) return {at + 1, static_cast<double>(digit)};
  const auto plain = read_plain_number(at);
  if (plain.length != 0) [[likely]] {
    return {at + plain.length, plain.value};
  }
  return read_odd_value(at, stop);
}

// Whole milliseconds; negative or very long ones are for the reference.
inline read_result read_milliseconds(const char* at) {
  const auto plain = read_plain_number(at);
  if (plain.length == 0 || std::memchr(at, '.', plain.length) != nullptr) return {nullptr, 0};
  return {at + plain.length, plain.value / 1000};
}

[[gnu::noinline]] inline read_result read_odd_time(const char* at, const char* stop) {
  double seconds = 0;
  if (const char* end = read_long_number(at, seconds); end != nullptr) return {end, seconds};
  if (const char* end = read_many_digits(at, seconds); end != nullptr) return {end, seconds};
  const auto token = take_real(at, stop);
  return {token.end, token.value};
}

// Seconds: a real number.
[[gnu::always_inline]] inline read_result read_time(const char* at, const char* stop) {
  const auto plain = read_plain_number(at);
  if (plain.length != 0) [[likely]] {
    return {at + plain.length, plain.value};
  }
  return read_odd_time(at, stop);
}
